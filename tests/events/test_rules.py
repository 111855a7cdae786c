"""The rule coder against a careful annotator: made-up sentences with the events the codebook wants.

An expected event is written "TYPE actors > recipients [mode] (aux)"; a mode that is left out is not
compared, everything else is. Nothing in the sentences is a fact. They are told on 15 May 2024.
KNOWN_MISSES are sentences that the coder gets wrong; the test notices when one comes right.
"""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from selaras.model import Reading

Coded = Callable[..., Reading]
Case = tuple[str, list[str]]

CONSULT: list[Case] = [
    ("Presiden Prancis Emmanuel Macron bertemu Kanselir Jerman Olaf Scholz di Praha.", ["CONSULT DEU FRA"]),
    ("Presiden Prancis bertemu dengan Presiden Mesir di Praha.", ["CONSULT EGY FRA"]),
    ("Pertemuan antara Menlu Turki dan Menlu Yunani berlangsung di Wina, Senin (13/5/2024).", ["CONSULT GRC TUR"]),
    ("Jepang dan Korea Selatan mengadakan pembicaraan di Seoul.", ["CONSULT JPN KOR"]),
    ("Menlu India, Menlu Jepang dan Menlu Australia bertemu di Jenewa.", ["CONSULT AUS IND JPN [multilateral]"]),
    ("Presiden Brasil mengunjungi Kolombia, Selasa (14/5/2024).", ["CONSULT BRA > COL [visit]"]),
    ("Perdana Menteri Thailand tiba di Vientiane kemarin.", ["CONSULT THA > LAO [visit]"]),
    ("Kunjungan Presiden Vietnam ke Kamboja berlangsung tiga hari.", ["CONSULT VNM > KHM [visit]"]),
    ("Raja Yordania Abdullah II menerima Presiden Mesir Abdel Fattah el-Sisi di Amman.", [
        "CONSULT EGY > JOR [visit]"]),
    ("Perdana Menteri India Narendra Modi menjamu Perdana Menteri Bhutan di New Delhi.", [
        "CONSULT BTN > IND [visit]"]),
    ("Presiden Kenya disambut oleh Presiden Afrika Selatan di Pretoria.", ["CONSULT KEN > ZAF [visit]"]),
    ("Menlu Arab Saudi berbicara melalui telepon dengan Menlu Iran.", ["CONSULT IRN SAU [phone]"]),
    ("Presiden Chile menelepon Presiden Peru.", ["CONSULT CHL PER [phone]"]),
    ("Menlu Armenia batal bertemu Menlu Azerbaijan di Wina.", ["CONSULT ARM AZE (negation)"]),
    ("Presiden Serbia belum bertemu Presiden Kosovo.", ["CONSULT SRB XKX (negation)"]),
    ("Pada Maret 2019 Presiden Serbia bertemu Presiden Kosovo di Wina.", ["CONSULT SRB XKX (historical)"]),
]  # fmt: skip

AGREE: list[Case] = [
    ("Menlu Malaysia akan bertemu Menlu Filipina pekan depan.", ["AGREE MYS PHL"]),
    ("Perdana Menteri Spanyol dijadwalkan mengunjungi Maroko bulan depan.", ["AGREE ESP > MAR"]),
    ("Swedia berjanji membantu Moldova.", ["AGREE SWE > MDA"]),
    ("Swedia akan mengirim bantuan kemanusiaan ke Sudan.", ["AGREE SWE > SDN"]),
    ("Jepang mengundang Perdana Menteri Fiji.", ["AGREE JPN > FJI"]),
    ("Mesir dan Etiopia sepakat melanjutkan perundingan.", ["AGREE EGY ETH"]),
    ("Indonesia dan Papua Nugini mencapai kesepakatan tentang batas laut.", ["AGREE IDN PNG"]),
    ("Norwegia menawarkan bantuan kepada Ukraina.", ["AGREE NOR > UKR"]),
]

SUPPORT: list[Case] = [
    ("Presiden Turki memuji Azerbaijan.", ["SUPPORT TUR > AZE"]),
    ("Azerbaijan dipuji Presiden Turki.", ["SUPPORT TUR > AZE"]),
    ("Laos dan Vietnam menandatangani perjanjian pertahanan.", ["SUPPORT LAO VNM"]),
    ("Perdana Menteri Kanada mengucapkan selamat kepada Presiden Meksiko.", ["SUPPORT CAN > MEX"]),
    ("Irlandia mengakui negara Palestina.", ["SUPPORT IRL > PSE"]),
    ("Belarus menyatakan dukungan kepada Rusia.", ["SUPPORT BLR > RUS"]),
    ("Dukungan China terhadap Pakistan diumumkan kemarin.", ["SUPPORT CHN > PAK"]),
    ("Presiden Palau berterima kasih kepada Jepang.", ["SUPPORT PLW > JPN"]),
    ("Chile dan Peru mengeluarkan pernyataan bersama.", ["SUPPORT CHL PER"]),
]

CONCEDE: list[Case] = [
    ("Perdana Menteri Belanda meminta maaf kepada Indonesia.", ["CONCEDE NLD > IDN"]),
    ("Australia melonggarkan pembatasan visa bagi warga Fiji.", ["CONCEDE AUS > FJI"]),
    ("Pemberontak Houthi mengumumkan gencatan senjata.", ["CONCEDE HOUTHI"]),
    ("Presiden Belarus memberi amnesti kepada warga Polandia.", ["CONCEDE BLR > POL"]),
]

COOPERATE: list[Case] = [
    ("Indonesia dan Singapura menggelar latihan militer bersama.", ["COOPERATE IDN SGP"]),
    ("Rumania mengekstradisi seorang tersangka ke Moldova.", ["COOPERATE ROU > MDA"]),
    ("Mesir membeli jet tempur dari Prancis.", ["COOPERATE EGY > FRA"]),
    ("Angkatan Laut India dan Angkatan Laut Vietnam berpatroli bersama.", ["COOPERATE IND VNM"]),
    ("Jepang dan Filipina berbagi data intelijen.", ["COOPERATE JPN PHL"]),
]

AID: list[Case] = [
    ("Uni Emirat Arab mengirim bantuan kemanusiaan ke Sudan.", ["AID ARE > SDN"]),
    ("Korea Selatan menyalurkan bantuan pangan kepada Mongolia.", ["AID KOR > MNG"]),
    ("Suriah menerima bantuan dari Qatar.", ["AID QAT > SYR"]),
    ("Bantuan kemanusiaan Swiss untuk Haiti tiba kemarin.", ["AID CHE > HTI"]),
    ("Kanada memberi suaka kepada seorang jurnalis Belarus.", ["AID CAN > BLR"]),
    ("Uni Eropa menyumbang 10 juta euro kepada Lebanon.", ["AID EU > LBN"]),
]

RETREAT: list[Case] = [
    ("Venezuela membebaskan enam warga Amerika Serikat.", ["RETREAT VEN > USA [release]"]),
    ("Prancis menarik pasukannya dari Niger.", ["RETREAT FRA > NER [withdraw]"]),
    ("Menteri Pertahanan Ukraina mengundurkan diri.", ["RETREAT UKR [resign]"]),
    ("Amerika Serikat mencabut sanksi terhadap Kuba.", ["RETREAT USA > CUB"]),
    ("Rusia dan Ukraina bertukar tahanan.", ["RETREAT RUS UKR [release]"]),
    ("Iran mengizinkan inspektur PBB masuk.", ["RETREAT IRN > UN [access]"]),
    ("Enam warga Swedia dibebaskan oleh Iran.", ["RETREAT IRN > SWE [release]"]),
]

REQUEST: list[Case] = [
    ("Filipina mendesak China menarik kapalnya dari Laut China Selatan.", ["REQUEST PHL > CHN"]),
    ("Ukraina meminta bantuan senjata kepada Jerman.", ["REQUEST UKR > DEU [assist]"]),
    ("Hamas menuntut Israel menarik pasukan dari Rafah.", ["REQUEST HAMAS > ISR [yield]"]),
    ("Menlu Prancis mengajak Iran berunding.", ["REQUEST FRA > IRN [meet]"]),
    ("Israel didesak oleh Mesir membuka perlintasan Rafah.", ["REQUEST EGY > ISR"]),
    ("Israel didesak Mesir membuka perlintasan Rafah.", ["REQUEST EGY > ISR"]),
    ("Serbia diminta Uni Eropa mengubah undang-undangnya.", ["REQUEST EU > SRB"]),
    ("Desakan Norwegia terhadap Israel disampaikan kemarin.", ["REQUEST NOR > ISR"]),
]

ACCUSE: list[Case] = [
    ("Polandia mengecam Belarus.", ["ACCUSE POL > BLR [disapprove]"]),
    ("Belarus dikecam Polandia.", ["ACCUSE POL > BLR [disapprove]"]),
    ("Belarus dikecam oleh Polandia dan Lituania.", ["ACCUSE LTU POL > BLR [disapprove]"]),
    ("Kecaman Iran terhadap Prancis disampaikan kemarin.", ["ACCUSE IRN > FRA [disapprove]"]),
    ("Ukraina menuduh Rusia menyerang Kharkiv dengan rudal.", ["ACCUSE UKR > RUS [allege]"]),
    ("Amerika Serikat menuduh Rusia membantu Korea Utara.", ["ACCUSE USA > RUS [allege]"]),
    ("Armenia dan Azerbaijan saling menuduh.", ["ACCUSE ARM AZE [allege]"]),
    ("Nikaragua menggugat Jerman di Mahkamah Internasional.", ["ACCUSE NIC > DEU [allege]"]),
    ("Kementerian Luar Negeri Estonia memanggil duta besar Rusia.", ["ACCUSE EST > RUS [disapprove]"]),
    ("Bolivia mengutuk serangan Israel ke Rafah.", ["ACCUSE BOL > ISR [disapprove]", "ASSAULT ISR > PSE"]),
    ("Uni Eropa membuka penyelidikan terhadap China.", ["ACCUSE EU > CHN [investigate]"]),
    ("Presiden Meksiko mengkritik Spanyol dan Prancis.", ["ACCUSE MEX > ESP FRA [disapprove]"]),
    ("Ekuador tidak mengkritik Meksiko.", ["ACCUSE ECU > MEX [disapprove] (negation)"]),
]

REJECT: list[Case] = [
    ("China menolak tuduhan Filipina.", ["REJECT CHN > PHL"]),
    ("Kosovo menolak berunding dengan Serbia.", ["REJECT XKX > SRB [meet]"]),
    ("Amerika Serikat memveto rancangan resolusi Aljazair.", ["REJECT USA > DZA"]),
    ("Usulan Mesir ditolak Israel.", ["REJECT ISR > EGY"]),
    ("Korea Utara tidak akan bertemu Korea Selatan.", ["REJECT PRK > KOR [meet]"]),
    ("Hungaria enggan mengirim senjata ke Ukraina.", ["REJECT HUN > UKR [assist]"]),
    ("Penolakan Turki terhadap Siprus disampaikan kemarin.", ["REJECT TUR > CYP"]),
]

THREATEN: list[Case] = [
    ("Korea Utara mengancam akan menyerang Korea Selatan.", ["THREATEN PRK > KOR [violence]"]),
    ("Amerika Serikat mengancam menjatuhkan sanksi terhadap Georgia.", ["THREATEN USA > GEO [relations]"]),
    ("Ancaman Iran terhadap Israel disampaikan kemarin.", ["THREATEN IRN > ISR"]),
    ("Turki memperingatkan Yunani bahwa kapalnya akan ditembak.", ["THREATEN TUR > GRC"]),
]

PROTEST: list[Case] = [
    ("Ribuan warga Armenia berunjuk rasa di Yerevan.", ["PROTEST ARM [demo]"]),
    ("Petani Polandia turun ke jalan.", ["PROTEST POL [demo]"]),
    ("Buruh Argentina mogok kerja.", ["PROTEST ARG [strike]"]),
    ("Tahanan Palestina mogok makan.", ["PROTEST PSE [hunger]"]),
]

SANCTION: list[Case] = [
    ("Kanada menjatuhkan sanksi terhadap Iran.", ["SANCTION CAN > IRN"]),
    ("Belarus dijatuhi sanksi oleh Swiss.", ["SANCTION CHE > BLR"]),
    ("Rusia mengusir dua diplomat Estonia.", ["SANCTION RUS > EST [expel]"]),
    ("Kolombia memutus hubungan diplomatik dengan Israel.", ["SANCTION COL > ISR [discontinue]"]),
    ("Turki menghentikan perdagangan dengan Israel.", ["SANCTION TUR > ISR [discontinue]"]),
    ("Spanyol menarik duta besarnya dari Argentina.", ["SANCTION ESP > ARG [withdraw]"]),
    ("China mengenakan tarif terhadap Australia.", ["SANCTION CHN > AUS"]),
    ("Pengadilan Rusia memvonis seorang warga Jerman.", ["SANCTION RUS > DEU [convict]"]),
]

MOBILIZE: list[Case] = [
    ("Belarus mengerahkan pasukan ke perbatasan Ukraina.", ["MOBILIZE BLR > UKR [troops]"]),
    ("Korea Utara meluncurkan rudal balistik, Senin (13/5/2024).", ["MOBILIZE PRK [weapons]"]),
    ("Pesawat tempur China melanggar wilayah udara Taiwan.", ["MOBILIZE CHN > TWN [weapons]"]),
    ("Pengerahan pasukan Venezuela ke perbatasan Guyana diumumkan kemarin.", ["MOBILIZE VEN > GUY [troops]"]),
]

COERCE: list[Case] = [
    ("Polisi Turki menangkap 30 warga Suriah.", ["COERCE TUR > SYR [arrest]"]),
    ("Jurnalis Jerman ditangkap polisi Belarus.", ["COERCE BLR > DEU [arrest]"]),
    ("Iran menyita kapal tanker Yunani.", ["COERCE IRN > GRC [seize]"]),
    ("Pakistan mendeportasi ribuan warga Afghanistan.", ["COERCE PAK > AFG [deport]"]),
    ("Rusia meretas situs pemerintah Ceko.", ["COERCE RUS > CZE [cyber]"]),
    ("Houthi memblokade pelabuhan Israel.", ["COERCE HOUTHI > ISR [restrict]"]),
]

ASSAULT: list[Case] = [
    ("Rusia menyerang Kharkiv.", ["ASSAULT RUS > UKR"]),
    ("Kharkiv diserang Rusia.", ["ASSAULT RUS > UKR"]),
    ("Pasukan Israel menggempur Rafah pada Selasa (14/5/2024).", ["ASSAULT ISR > PSE"]),
    ("Odesa dibombardir oleh pasukan Rusia.", ["ASSAULT RUS > UKR [aerial]"]),
    ("Serangan udara Israel terhadap Lebanon terjadi kemarin.", ["ASSAULT ISR > LBN [aerial]"]),
    ("Drone Ukraina menghantam kilang minyak Rusia.", ["ASSAULT UKR > RUS [drone]"]),
    ("Pasukan Armenia bentrok dengan pasukan Azerbaijan.", ["ASSAULT ARM AZE"]),
    ("Rusia menginvasi Ukraina pada Februari 2022.", ["ASSAULT RUS > UKR (historical)"]),
    ("Jika Iran menyerang Israel, kawasan itu akan terbakar.", ["ASSAULT IRN > ISR (hypothetical)"]),
    ("Houthi menculik awak kapal India.", ["ASSAULT HOUTHI > IND [abduct]"]),
    ("Iran membantah menyerang Irak.", ["ASSAULT IRN > IRQ (negation)", "REJECT IRN"]),
]

CLAUSES: list[Case] = [
    ("Menlu Slovakia, yang mengecam Ukraina pekan lalu, tiba di Praha.", [
        "ACCUSE SVK > UKR [disapprove]", "CONSULT SVK > CZE [visit]"]),
    ("Setelah bertemu Presiden Peru, Presiden Chile mengecam Venezuela.", [
        "CONSULT CHL PER", "ACCUSE CHL > VEN [disapprove]"]),
    ("Presiden Chile bertemu Presiden Peru dan mengecam Venezuela.", [
        "CONSULT CHL PER", "ACCUSE CHL > VEN [disapprove]"]),
    ("Menlu Estonia mengecam Rusia. Ia juga mendesak Hungaria mencabut vetonya.", [
        "ACCUSE EST > RUS [disapprove]", "REQUEST EST > HUN"]),
    ("Presiden Peru dan Presiden Chile tiba kemarin. Keduanya mengecam Venezuela.", [
        "ACCUSE CHL PER > VEN [disapprove]"]),
    ("Rusia mengatakan cuaca di Moskow cerah.", []),
    ("Menlu Estonia mengatakan pertemuan itu berlangsung hangat.", []),
    ("SCO memiliki delapan anggota, termasuk India dan Pakistan.", []),
    ("Ekonomi Jepang tumbuh dua persen.", []),
    ("Timnas Jepang menyerang sejak menit pertama.", []),
    ("Presiden Meksiko berharap Spanyol segera pulih.", []),
]  # fmt: skip

QUOTED: list[Case] = [
    ('"Kami mengutuk Israel," kata Menteri Luar Negeri Bolivia Celinda Sosa.', ["ACCUSE BOL > ISR [disapprove]"]),
    ('"Kami menolak usulan Rusia," ujar Presiden Moldova Maia Sandu.', ["REJECT MDA > RUS"]),
    ('"Kami berterima kasih kepada Jepang," kata Presiden Palau Surangel Whipps.', ["SUPPORT PLW > JPN"]),
    ('"Cuaca cerah sekali," kata Presiden Moldova Maia Sandu.', []),
]

NEWS: list[Case] = [
    ("Presiden Uzbekistan Shavkat Mirziyoyev melakukan kunjungan kenegaraan ke Tajikistan sejak Senin (13/5/2024).", [
        "CONSULT UZB > TJK [visit]"]),
    ("Menteri Luar Negeri Singapura Vivian Balakrishnan dan mitranya dari Malaysia, Mohamad Hasan, menggelar pertemuan"
     " bilateral di Kuala Lumpur, Senin (13/5/2024).", ["CONSULT MYS SGP"]),
    ("Pertemuan Presiden Sri Lanka dengan Perdana Menteri Nepal membahas perdagangan.", ["CONSULT LKA NPL"]),
    ("Kementerian Luar Negeri Jepang melayangkan protes keras kepada China, Selasa (14/5/2024).", [
        "ACCUSE JPN > CHN [disapprove]"]),
    ("Mahkamah Pidana Internasional menerbitkan surat perintah penangkapan terhadap Presiden Sudan.", [
        "ACCUSE ICC > SDN [allege]"]),
    ("Mahkamah Internasional memerintahkan Israel menghentikan operasi di Rafah.", ["SANCTION ICJ > ISR [convict]"]),
    ("Parlemen Ghana meratifikasi perjanjian ekstradisi dengan Togo.", ["SUPPORT GHA TGO"]),
    ("Perdana Menteri Australia Anthony Albanese menyambut Perdana Menteri Vanuatu di Canberra.", [
        "CONSULT VUT > AUS [visit]"]),
    ("Usai bertemu Presiden Zambia, Presiden Malawi memuji Tanzania.", ["CONSULT MWI ZMB", "SUPPORT MWI > TZA"]),
    ("Sedikitnya 12 orang tewas dalam serangan drone Ukraina di Belgorod, Minggu (12/5/2024).", [
        "ASSAULT UKR > RUS [drone]"]),
    ("Pasukan Rusia merebut desa Robotyne di Ukraina selatan.", ["ASSAULT RUS > UKR"]),
    ("Dua tentara Thailand terluka akibat tembakan artileri Kamboja.", ["ASSAULT KHM > THA [heavy-weapons]"]),
    ("Tembakan artileri Kamboja melukai dua tentara Thailand.", ["ASSAULT KHM > THA [heavy-weapons]"]),
    ("Amerika Serikat dan Jepang sepakat mengembangkan bersama rudal pencegat.", ["AGREE JPN USA"]),
    ("China akan memberi pinjaman kepada Laos.", ["AGREE CHN > LAO"]),
    ("Kuba membantah tuduhan Amerika Serikat.", ["REJECT CUB > USA"]),
    ("Presiden Bolivia menuding Amerika Serikat mendalangi kudeta.", ["ACCUSE BOL > USA [allege]"]),
    ("Pemerintah Mali meminta pasukan PBB segera meninggalkan negara itu.", ["REQUEST MLI > UN"]),
    ("Kanada menangguhkan bantuan kepada Etiopia.", ["SANCTION CAN > ETH [discontinue]"]),
    ("Uni Eropa memperpanjang sanksi terhadap Myanmar selama satu tahun.", ["SANCTION EU > MMR"]),
    ("Amerika Serikat memasukkan dua perusahaan Turki ke daftar hitam.", ["SANCTION USA > TUR"]),
    ("Inggris mencabut visa seorang diplomat Rusia.", ["COERCE GBR > RUS [restrict]"]),
    ("Penjaga pantai China menembakkan meriam air ke kapal Filipina di Laut China Selatan.", [
        "ASSAULT CHN > PHL [crowd-control]"]),
    ("Kapal Filipina ditembaki meriam air oleh penjaga pantai China.", ["ASSAULT CHN > PHL [crowd-control]"]),
    ("Mahasiswa membakar bendera Israel di Amman.", ["PROTEST JOR > ISR [riot]"]),
    ("Finlandia menutup perbatasan dengan Rusia.", ["SANCTION FIN > RUS [discontinue]"]),
    ("China menggelar latihan perang di sekitar Taiwan, Senin (13/5/2024).", ["MOBILIZE CHN > TWN"]),
    ("Israel menolak menarik pasukannya dari Lebanon.", ["REJECT ISR > LBN [yield]"]),
    ("Mesir menolak permintaan Israel untuk membuka Rafah.", ["REJECT EGY > ISR"]),
    ("Paus Fransiskus meminta Sudan menghentikan perang.", ["REQUEST VAT > SDN [yield]"]),
    ("Indonesia mengirim 1.000 ton beras ke Gaza melalui Mesir.", ["AID IDN > PSE"]),
    ("Presiden Ukraina Volodymyr Zelensky berbicara dengan Presiden Finlandia Alexander Stubb lewat telepon, Selasa"
     " (14/5/2024).", ["CONSULT FIN UKR [phone]"]),
    ("Dalam percakapan telepon dengan Presiden Mesir, Emir Qatar membahas Gaza.", ["CONSULT EGY QAT [phone]"]),
    ("Presiden Mesir dan Presiden Turki bertemu di sela-sela KTT G20 di Rio de Janeiro.", [
        "CONSULT EGY TUR [multilateral]"]),
    ("Putin terakhir bertemu Erdogan pada September 2023.", ["CONSULT RUS TUR (historical)"]),
    ("Irak memanggil kuasa usaha Iran.", ["ACCUSE IRQ > IRN [disapprove]"]),
    ("Rusia mengusir dua diplomat Austria sebagai balasan atas langkah Wina.", ["SANCTION RUS > AUT [expel]"]),
    ("Hamas membebaskan tiga sandera Israel pada Sabtu (11/5/2024).", ["RETREAT HAMAS > ISR [release]"]),
    ("Tiga sandera Israel dibebaskan Hamas.", ["RETREAT HAMAS > ISR [release]"]),
    ("Pakistan memberlakukan larangan terbang bagi maskapai India.", ["SANCTION PAK > IND"]),
    ("Kolombia dan Venezuela memulihkan hubungan diplomatik.", ["SUPPORT COL VEN"]),
    ("Presiden Filipina Ferdinand Marcos Jr menegaskan negaranya tidak akan menyerah kepada China.", [
        "REJECT PHL > CHN"]),
    ("Mantan Presiden Honduras Juan Orlando Hernandez divonis 45 tahun penjara oleh pengadilan Amerika Serikat.", [
        "SANCTION USA > HND [convict]"]),
    ("Seorang warga Rusia ditangkap di Polandia atas tuduhan menjadi mata-mata.", ["COERCE POL > RUS [arrest]"]),
    ("Kamboja menuduh Thailand melanggar gencatan senjata, sedangkan Thailand membantahnya.", [
        "ACCUSE KHM > THA [allege]", "REJECT THA > KHM"]),
    ("Menurut Kementerian Pertahanan Taiwan, 12 pesawat China melintasi garis tengah Selat Taiwan.", [
        "MOBILIZE CHN > TWN [weapons]"]),
    ("Swiss menawarkan diri menjadi tuan rumah perundingan antara Rusia dan Ukraina.", ["AGREE CHE > RUS UKR"]),
    ("Kuwait menyambut baik kesepakatan Arab Saudi dan Iran.", ["SUPPORT KWT > IRN SAU"]),
    ("Menteri Luar Negeri Kenya Musalia Mudavadi pada Selasa (14/5/2024) mengecam Sudan karena membombardir pasar di"
     " perbatasan.", ["ACCUSE KEN > SDN [disapprove]"]),
    ("Presiden Peru dan Presiden Chile bertemu, Senin (13/5/2024). Pertemuan keduanya berlangsung dua jam. Dalam"
     " pertemuan itu kedua pemimpin membahas perbatasan.", ["CONSULT CHL PER"]),
]  # fmt: skip

# One deed in many wordings: each must give ACCUSE CHL > VEN [disapprove] and nothing else.
DEED = "ACCUSE CHL > VEN [disapprove]"
CONDEMNED = """
Presiden Chile pada Selasa mengecam Venezuela.
Presiden Chile pada Selasa (14/5/2024) mengecam Venezuela.
Presiden Chile, Selasa (14/5/2024), mengecam Venezuela.
Presiden Chile Gabriel Boric (38) mengecam Venezuela.
Presiden Chile, dalam pidatonya di Santiago, mengecam Venezuela.
Dalam pidatonya di Santiago, Presiden Chile mengecam Venezuela.
Pada Selasa (14/5/2024), Presiden Chile mengecam Venezuela.
Presiden Chile Gabriel Boric yang berusia 38 tahun mengecam Venezuela.
Chile melalui kementerian luar negerinya mengecam Venezuela.
Menurut Reuters, Chile mengecam Venezuela.
Chile kembali dengan keras mengecam Venezuela.
Chile, tetangga Peru, mengecam Venezuela.
Chile mengecam keras tindakan Venezuela.
Chile mengecam langkah terbaru pemerintah Venezuela.
Chile mengecam tindakan yang dilakukan Venezuela.
Chile mengecam keputusan pengadilan Venezuela.
Chile pada Selasa mengecam keras pernyataan Presiden Venezuela.
Chile melontarkan kecaman terhadap Venezuela.
Chile menyampaikan kecaman kepada Venezuela.
Venezuela menuai kecaman dari Chile.
Venezuela mendapat kecaman keras Chile.
Venezuela kembali dikecam oleh pemerintah Chile.
Venezuela dikecam keras Chile.
Kecaman Chile terhadap Venezuela disampaikan Selasa (14/5/2024).
Juru bicara Kementerian Luar Negeri Chile mengecam Venezuela.
Pernyataan itu keluar setelah Chile mengecam Venezuela.
Chile, yang berbatasan dengan Peru, mengecam Venezuela.
Dari Santiago dilaporkan, Chile mengecam Venezuela.
"Cuaca cerah," kata Presiden Chile, yang juga mengecam Venezuela.
Sebelumnya, Chile mengecam Venezuela.
Sementara itu, Chile mengecam Venezuela.
Chile mengecam Venezuela dalam sidang di Jenewa.
""".strip().split("\n")

CONDEMNED_ENGLISH = """
Chile's president on Tuesday condemned Venezuela.
Chile's president condemned Venezuela on Tuesday (May 14, 2024).
On Tuesday, Chile's president condemned Venezuela.
The president of Chile, Gabriel Boric, condemned Venezuela.
The Chilean president strongly condemned Venezuela.
Chile has condemned Venezuela's government.
Venezuela drew condemnation from Chile.
Venezuela was strongly condemned by Chile.
Chile's condemnation of Venezuela came on Tuesday.
Chile, a neighbour of Peru, condemned Venezuela.
Chile, which borders Peru, condemned Venezuela.
Speaking in Santiago, Chile's president condemned Venezuela.
Meanwhile, Chile condemned Venezuela.
The statement came after Chile condemned Venezuela.
Chile's foreign minister also condemned Venezuela.
Chile condemned the actions of Venezuela.
According to Reuters, Chile condemned Venezuela.
""".strip().split("\n")

INDONESIAN = [
    *CONSULT, *AGREE, *SUPPORT, *CONCEDE, *COOPERATE, *AID, *RETREAT, *REQUEST, *ACCUSE, *REJECT, *THREATEN, *PROTEST,
    *SANCTION, *MOBILIZE, *COERCE, *ASSAULT, *CLAUSES, *QUOTED, *NEWS,
]  # fmt: skip

HEADLINES: list[Case] = [
    ("Polandia Kecam Belarus", ["ACCUSE POL > BLR [disapprove]"]),
    ("China Tolak Usulan Filipina", ["REJECT CHN > PHL"]),
    ("Macron Temui Xi Jinping", ["CONSULT CHN FRA"]),
    ("Iran Ancam Serang Israel", ["THREATEN IRN > ISR [violence]"]),
    ("Jerman Kirim Bantuan ke Ukraina", ["AID DEU > UKR"]),
    ("Turki Puji Azerbaijan", ["SUPPORT TUR > AZE"]),
    ("AS Jatuhkan Sanksi ke Nikaragua", ["SANCTION USA > NIC"]),
    ("Rusia Usir Diplomat Austria", ["SANCTION RUS > AUT [expel]"]),
    ("Mesir Desak Israel Buka Rafah", ["REQUEST EGY > ISR"]),
    ("Polisi Kenya Tangkap Warga Etiopia", ["COERCE KEN > ETH [arrest]"]),
    ("Israel Bom Rafah", ["ASSAULT ISR > PSE [aerial]"]),
    ("Putin Akan Kunjungi China", ["AGREE RUS > CHN"]),
]

ENGLISH: list[Case] = [
    ("Poland condemned Belarus.", ["ACCUSE POL > BLR [disapprove]"]),
    ("Belarus was condemned by Poland and Lithuania.", ["ACCUSE LTU POL > BLR [disapprove]"]),
    ("Ukraine accused Russia of shelling Kharkiv.", ["ACCUSE UKR > RUS [allege]"]),
    ("Estonia summoned the Russian ambassador.", ["ACCUSE EST > RUS [disapprove]"]),
    ("French President Emmanuel Macron met German Chancellor Olaf Scholz in Prague.", ["CONSULT DEU FRA"]),
    ("The foreign ministers of Turkey and Greece held talks in Vienna.", ["CONSULT GRC TUR"]),
    ("The Brazilian president visited Colombia on Tuesday.", ["CONSULT BRA > COL [visit]"]),
    ("Jordan's King Abdullah hosted the Egyptian president in Amman.", ["CONSULT EGY > JOR [visit]"]),
    ("The Saudi foreign minister spoke by phone with the Iranian foreign minister.", ["CONSULT IRN SAU [phone]"]),
    ("The Malaysian foreign minister will meet the Philippine foreign minister next week.", ["AGREE MYS PHL"]),
    ("Sweden pledged to help Moldova.", ["AGREE SWE > MDA"]),
    ("Japan invited the prime minister of Fiji.", ["AGREE JPN > FJI"]),
    ("Egypt and Ethiopia agreed to resume talks.", ["AGREE EGY ETH"]),
    ("The Turkish president praised Azerbaijan.", ["SUPPORT TUR > AZE"]),
    ("Laos and Vietnam signed a defence treaty.", ["SUPPORT LAO VNM"]),
    ("Ireland recognised Palestine.", ["SUPPORT IRL > PSE"]),
    ("The Dutch prime minister apologised to Indonesia.", ["CONCEDE NLD > IDN"]),
    ("Indonesia and Singapore held joint exercises.", ["COOPERATE IDN SGP"]),
    ("Romania extradited a suspect to Moldova.", ["COOPERATE ROU > MDA"]),
    ("The United Arab Emirates sent aid to Sudan.", ["AID ARE > SDN"]),
    ("Venezuela released six Americans.", ["RETREAT VEN > USA [release]"]),
    ("The United States lifted sanctions on Cuba.", ["RETREAT USA > CUB"]),
    ("Ukraine's defence minister resigned.", ["RETREAT UKR [resign]"]),
    ("The Philippines urged China to remove its ships.", ["REQUEST PHL > CHN"]),
    ("Hamas demanded that Israel withdraw from Rafah.", ["REQUEST HAMAS > ISR [yield]"]),
    ("Egypt's proposal was rejected by Israel.", ["REJECT ISR > EGY"]),
    ("Kosovo refused to negotiate with Serbia.", ["REJECT XKX > SRB [meet]"]),
    ("North Korea threatened to attack South Korea.", ["THREATEN PRK > KOR [violence]"]),
    ("Polish farmers took to the streets.", ["PROTEST POL [demo]"]),
    ("Canada imposed sanctions on Iran.", ["SANCTION CAN > IRN"]),
    ("Russia expelled two Estonian diplomats.", ["SANCTION RUS > EST [expel]"]),
    ("Colombia severed ties with Israel.", ["SANCTION COL > ISR [discontinue]"]),
    ("Belarus deployed troops near the Ukrainian border.", ["MOBILIZE BLR > UKR [troops]"]),
    ("Turkish police arrested 30 Syrians.", ["COERCE TUR > SYR [arrest]"]),
    ("Iran seized a Greek tanker.", ["COERCE IRN > GRC [seize]"]),
    ("Pakistan deported thousands of Afghans.", ["COERCE PAK > AFG [deport]"]),
    ("Russia attacked Kharkiv.", ["ASSAULT RUS > UKR"]),
    ("Kharkiv was attacked by Russia.", ["ASSAULT RUS > UKR"]),
    ("Israel bombed Rafah.", ["ASSAULT ISR > PSE [aerial]"]),
    ("Armenian troops clashed with Azerbaijani troops.", ["ASSAULT ARM AZE"]),
    ("Russia invaded Ukraine in February 2022.", ["ASSAULT RUS > UKR (historical)"]),
    ("Serbia has not met Kosovo.", ["CONSULT SRB XKX (negation)"]),
    ('"We condemn Russia," Polish Foreign Minister Radoslaw Sikorski said.', ["ACCUSE POL > RUS [disapprove]"]),
    ("Russia said the weather in Moscow was fine.", []),
    ("Japan's economy grew by two percent.", []),
]

ENGLISH_NEWS: list[Case] = [
    ("Sri Lankan President Ranil Wickremesinghe met Nepal's prime minister in Vienna on Monday.", ["CONSULT LKA NPL"]),
    ("Japan lodged a strong protest with China over the patrols.", ["ACCUSE JPN > CHN [disapprove]"]),
    ("A Ukrainian drone attack on Belgorod killed two people.", ["ASSAULT UKR > RUS [drone]"]),
    ("The EU extended sanctions against Myanmar.", ["SANCTION EU > MMR"]),
    ("Hamas freed three Israeli hostages on Saturday.", ["RETREAT HAMAS > ISR [release]"]),
    ("Three Israeli hostages were freed by Hamas.", ["RETREAT HAMAS > ISR [release]"]),
    ("Chinese coast guard ships fired water cannon at a Philippine vessel.", ["ASSAULT CHN > PHL [crowd-control]"]),
    ("Cuba denied the US accusations.", ["REJECT CUB > USA"]),
    ("Finland closed its border with Russia.", ["SANCTION FIN > RUS [discontinue]"]),
    ("Mali asked UN troops to leave the country.", ["REQUEST MLI > UN"]),
    ("Canada suspended aid to Ethiopia.", ["SANCTION CAN > ETH [discontinue]"]),
    ("The International Criminal Court issued an arrest warrant for Sudan's president.", ["ACCUSE ICC > SDN [allege]"]),
    ("Turkey's president spoke with Egypt's president by phone.", ["CONSULT EGY TUR [phone]"]),
    ("North Korea fired a ballistic missile on Monday.", ["MOBILIZE PRK [weapons]"]),
    ("Thailand and Cambodia traded fire along the border.", ["ASSAULT KHM THA [firearms]"]),
    ("Indonesia sent 1,000 tonnes of rice to Gaza.", ["AID IDN > PSE"]),
    ("Kazakhstan's foreign minister arrived in Tashkent for talks.", ["CONSULT KAZ > UZB [visit]"]),
    ("Iraq summoned Iran's charge d'affaires.", ["ACCUSE IRQ > IRN [disapprove]"]),
    ("Pope Francis appealed to Sudan to stop the war.", ["REQUEST VAT > SDN"]),
    ("Switzerland offered to host talks between Russia and Ukraine.", ["AGREE CHE > RUS UKR"]),
    ("Colombia and Venezuela restored diplomatic ties.", ["SUPPORT COL VEN"]),
    ("Moscow warned Riga that it would cut off gas supplies.", ["THREATEN RUS > LVA [relations]"]),
    ("Israel refused to withdraw its troops from Lebanon.", ["REJECT ISR > LBN [yield]"]),
    ("A former Honduran president was sentenced by a US court.", ["SANCTION USA > HND [convict]"]),
    ("The Polish foreign minister, who criticised Hungary last week, arrived in Kyiv.", [
        "ACCUSE POL > HUN [disapprove]", "CONSULT POL > UKR [visit]"]),
    ("Kenya, Uganda and Rwanda signed a rail agreement.", ["SUPPORT KEN RWA UGA"]),
    ("If Iran attacks Israel, the region will burn.", ["ASSAULT IRN > ISR (hypothetical)"]),
    ("Vietnam's prime minister is to visit Laos next month.", ["AGREE VNM > LAO"]),
    ("Turkey froze the assets of two Syrian officials.", ["SANCTION TUR > SYR [discontinue]"]),
    ("Gunmen kidnapped three Indian sailors off Somalia.", ["ASSAULT SOM > IND [abduct]"]),
]  # fmt: skip

ENGLISH_HEADLINES: list[Case] = [
    ("Poland condemns Belarus", ["ACCUSE POL > BLR [disapprove]"]),
    ("Macron meets Xi Jinping", ["CONSULT CHN FRA"]),
    ("Russia to send aid to Mali", ["AGREE RUS > MLI"]),
    ("Israel strikes Rafah", ["ASSAULT ISR > PSE"]),
    ("Canada sanctions Iran", ["SANCTION CAN > IRN"]),
]

# Openings of texts that the coder gets wrong, by the kind of the fault.
KNOWN_MISSES: dict[str, list[str]] = {
    "a date or age in brackets between subject and verb cuts the subject off": [
        "Presiden Chile pada Selasa (14/5/2024) mengecam", "Presiden Chile, Selasa (14/5/2024), mengecam",
        "Presiden Chile Gabriel Boric (38)", "Menteri Luar Negeri Kenya Musalia Mudavadi",
    ],
    "a place behind a title or body is swallowed by the phrase": ["Kunjungan Presiden Vietnam", "Sedikitnya 12 orang"],
    "the state behind dengan, dari or ke is not taken as the one it is done to": [
        "Kolombia memutus hubungan diplomatik", "Finlandia menutup perbatasan", "Prancis menarik pasukannya",
        "Pengerahan pasukan Venezuela", "China menggelar latihan perang",
    ],
    "a strait is no state, so nobody receives": ["Menurut Kementerian Pertahanan Taiwan, 12"],
    "an apposition is taken for the subject": ["Chile, tetangga Peru"],
    "an adverb between a passive or a noun and its doer hides him": ["Venezuela dikecam keras", "Venezuela mendapat"],
    "a word of credit (pernyataan) ends the look for the object": ["Chile pada Selasa mengecam keras pernyataan"],
    "two words or more between a passive and oleh hide the doer": ["Mantan Presiden Honduras"],
    "the victims of an act told as a noun are not looked for": ["Dua tentara Thailand", "Tembakan artileri Kamboja"],
    "the verb and the noun of one cue lie too far apart": [
        "Amerika Serikat memasukkan dua perusahaan", "Indonesia sent 1,000 tonnes",
    ],
    "the place of an arrest does not name who arrests": ["Seorang warga Rusia ditangkap"],
    "-nya behind a verb is not resolved": ["Kamboja menuduh Thailand melanggar gencatan senjata, sedangkan"],
    "mitranya dari X is no party": ["Menteri Luar Negeri Singapura Vivian"],
    "the means in the subject or noun does not decide the mode": ["Drone Ukraina", "A Ukrainian drone"],
    "the cue of the more telling means is not taken": ["Kapal Filipina ditembaki meriam air"],
    "the words of the cue itself do not decide the mode": ["Korea Utara tidak akan bertemu"],
    "a flight ban is taken for a restriction of rights": ["Pakistan memberlakukan larangan terbang"],
    "an order by a court is a conviction": ["Mahkamah Internasional memerintahkan"],
    "two types share the act: an abduction of a crew": ["Houthi menculik awak kapal"],
    "the act denied is not recorded with negation": ["Iran membantah menyerang"],
    "sport": ["Timnas Jepang"],
    "withdraw from: the place is taken before the one who is to go": ["Hamas demanded that Israel withdraw"],
    "the past of expel, freeze and kidnap is not made": [
        "Russia expelled two Estonian", "Turkey froze the assets", "Gunmen kidnapped",
    ],
    "the target behind at is not taken": ["Chinese coast guard ships fired"],
    "an English noun of the cues is coded beside its verb": ["Kenya, Uganda and Rwanda signed"],
    "an English passive behind a title is not read": ["A former Honduran president"],
    "a weak demonym behind the first word of a sentence is no state": ["The Polish foreign minister"],
    "to before the infinitive of a headline is no future": ["Russia to send aid"],
}  # fmt: skip

EVENT = re.compile(r"(?P<event>[A-Z]+)(?P<actors>[A-Z0-9 ]*)(?:> (?P<recipients>[A-Z0-9 ]+?))?(?: ?\[(?P<mode>[\w-]+)\])?"
                   r"(?: ?\((?P<aux>[\w ]+)\))?")  # fmt: skip
Told = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def wanted(line: str) -> tuple[Told, str | None]:
    match = EVENT.fullmatch(line)
    assert match is not None, line
    actors, recipients, aux = ((match[key] or "").split() for key in ("actors", "recipients", "aux"))
    return (match["event"], tuple(sorted(actors)), tuple(sorted(recipients)), tuple(sorted(aux))), match["mode"]


def agree(reading: Reading, expected: list[str]) -> None:
    """Compare the reports that repeat nothing with the expected ones, as multisets; modes where given."""
    reports = [r for r in reading.reports if r.repeats is None]
    told = Counter((r.event, r.actors, r.recipients, r.aux) for r in reports)
    lines = [wanted(line) for line in expected]
    assert told == Counter(event for event, _ in lines)
    for event, mode in lines:
        if mode is not None:
            assert mode in {r.mode for r in reports if (r.event, r.actors, r.recipients, r.aux) == event}


def why_missed(text: str) -> list[str]:
    return [why for why, openings in KNOWN_MISSES.items() if text.startswith(tuple(openings))]


def cases(table: list[Case]) -> list[object]:
    return [
        pytest.param(*case, marks=[pytest.mark.xfail(strict=True, reason=why) for why in why_missed(case[0])])
        for case in table
    ]


@pytest.mark.parametrize(("text", "expected"), cases(INDONESIAN))
def test_an_indonesian_sentence(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(text), expected)


@pytest.mark.parametrize(("text", "expected"), cases([*ENGLISH, *ENGLISH_NEWS]))
def test_an_english_sentence(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(text, "en"), expected)


@pytest.mark.parametrize(("text", "expected"), cases([(text, [DEED]) for text in CONDEMNED]))
def test_one_deed_in_indonesian_wordings(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(text), expected)


@pytest.mark.parametrize(("text", "expected"), cases([(text, [DEED]) for text in CONDEMNED_ENGLISH]))
def test_one_deed_in_english_wordings(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(text, "en"), expected)


@pytest.mark.parametrize(("text", "expected"), cases(HEADLINES))
def test_an_indonesian_headline(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(f"{text}\n\nKabar itu ramai dibahas di mana-mana.", titled=True), expected)


@pytest.mark.parametrize(("text", "expected"), cases(ENGLISH_HEADLINES))
def test_an_english_headline(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(f"{text}\n\nThe news was much talked about.", "en", titled=True), expected)


def test_every_type_is_tested_in_both_languages() -> None:
    for table in (INDONESIAN, ENGLISH):
        types = {wanted(line)[0][0] for _, expected in table for line in expected}
        assert len(types) == 16


def test_no_case_stands_twice_and_no_miss_is_stale() -> None:
    texts = [text for text, _ in (*INDONESIAN, *ENGLISH, *ENGLISH_NEWS, *HEADLINES, *ENGLISH_HEADLINES)]
    texts += [*CONDEMNED, *CONDEMNED_ENGLISH]
    assert len(texts) == len(set(texts))
    for openings in KNOWN_MISSES.values():
        for opening in openings:
            assert sum(text.startswith(opening) for text in texts) == 1, opening
