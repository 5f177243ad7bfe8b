"""Channels in each language that the lexicon speaks: what a page offers, and what only looks like it."""

# ruff: noqa: RUF001  words of other scripts are what is tested

from dataclasses import replace

import pytest

from auditor.channels.finding import find_channels
from auditor.channels.lexicon import languages
from auditor.examples import text

# language: country, a number as written there, that number, and texts with the channels that they offer.
# "!" marks one to act on. What follows an empty set is a hard negative.
type Cases = tuple[str, str, str, dict[str, set[str]]]

CASES: dict[str, Cases] = {
    "en": ("GB", "020 7946 0140", "+442079460140", {
        "Call us on {n}": {"phone!"},
        "You can apply by phone, by post or in person": {"phone", "post", "counter"},
        "A librarian at your local library can help you apply": {"agent"},
        "Somebody with power of attorney can apply for you": {"representative"},
        "Book a sign language interpreter for your appointment": {"sign_language"},
        "Textphone: {n}": {"relay!"},
        "Press 1 for the automated phone line": {"ivr"},
        "The programme is explained on the radio; register by listening on 98.5 FM": {"broadcast!"},
        "You cannot apply by phone or in person": set(),
        "Your reference is {n}": set(),
        "Fax: {n}": set(),
        "You will get a text message when it is ready": set(),
        "The library is closed on Monday": set(),
        "The mayor spoke on behalf of the council": set(),
    }),
    "fr": ("FR", "01 99 00 12 34", "+33199001234", {
        "Téléphone : {n}": {"phone!"},
        "Faites votre demande par courrier ou au guichet": {"post", "counter"},
        "Un conseiller numérique vous aide dans vos démarches en ligne": {"agent"},
        "Demandez un interprète en langue des signes": {"sign_language"},
        "Faites votre demande par procuration, muni d'une pièce d'identité": {"representative!"},
        "Impossible par téléphone": set(),
        "Télécopie : {n}": set(),
        "Référence {n}": set(),
        "Vous recevrez un SMS": set(),
    }),
    "es": ("ES", "915 298 210", "+34915298210", {
        "Llame al {n}": {"phone!"},
        "Solicite por correo postal o de forma presencial": {"post", "counter"},
        "Visítenos en nuestra sede principal": {"counter"},
        "La oficina móvil le ayuda con su solicitud": {"agent"},
        "Pida un intérprete de lengua de signos": {"sign_language"},
        "Presente la solicitud mediante representante legal": {"representative"},
        "No se puede solicitar por teléfono": set(),
        "Expediente {n}": set(),
        "Recibirá un SMS": set(),
    }),
    "pt": ("PT", "213 236 200", "+351213236200", {
        "Ligue {n}": {"phone!"},
        "Faça o pedido por correio ou ao balcão": {"post", "counter"},
        "Peça um intérprete de língua gestual": {"sign_language"},
        "Entregue o pedido na junta de freguesia": {"agent"},
        "Não é possível pedir por telefone": set(),
        "NIF {n}": set(),
        "Vai receber um SMS": set(),
    }),
    "de": ("DE", "030 901820", "+4930901820", {
        "Telefon: {n}": {"phone!"},
        "Beantragen Sie es per Post oder persönlich": {"post", "counter"},
        "Der Rückrufservice hilft bei Fragen": {"phone"},
        "Ein Gebärdensprachdolmetscher kommt auf Wunsch zum Termin": {"sign_language"},
        "Der Antrag kann mit Vollmacht gestellt werden": {"representative"},
        "Hausbesuche für Anträge vereinbaren Sie mit uns": {"agent"},
        "Telefonisch nicht möglich": set(),
        "Fax: {n}": set(),
        "Aktenzeichen {n}": set(),
        "Sie erhalten eine SMS": set(),
    }),
    "it": ("IT", "055 27681", "+3905527681", {
        "Tel. {n}": {"phone!"},
        "Presenta la domanda per posta o allo sportello": {"post", "counter"},
        "Presenta la domanda in ufficio postale": {"agent"},
        "Chiedi un interprete LIS per la tua richiesta": {"sign_language"},
        "Ritira il documento richiesto con delega": {"representative"},
        "Non è possibile fare domanda per telefono": set(),
        "P. IVA {n}": set(),
        "Riceverai un SMS": set(),
    }),
    "nl": ("NL", "020 624 1111", "+31206241111", {
        "Bel ons: {n}": {"phone!"},
        "Vraag het aan per post of aan de balie": {"post", "counter"},
        "In de bibliotheek helpt men u met uw aanvraag": {"agent"},
        "Vraag een tolk gebarentaal aan": {"sign_language"},
        "U kunt iemand anders machtigen voor uw aanvraag": {"representative"},
        "Telefonisch aanvragen is niet mogelijk": set(),
        "KvK-nummer {n}": set(),
        "U ontvangt een sms": set(),
    }),
    "pl": ("PL", "22 694 7500", "+48226947500", {
        "Telefon: {n}": {"phone!"},
        "Wniosek złóż pocztą lub osobiście": {"post", "counter"},
        "Złóż wniosek przez pełnomocnika": {"representative"},
        "Pomoc tłumacza języka migowego": {"sign_language"},
        "Wniosek złożysz w urzędzie pocztowym": {"agent"},
        "Nie można złożyć wniosku telefonicznie": set(),
        "Faks: {n}": set(),
        "NIP {n}": set(),
        "Otrzymasz SMS": set(),
    }),
    "tr": ("TR", "0312 422 1100", "+903124221100", {
        "Telefon: {n}": {"phone!"},
        "Başvurular posta ile veya şahsen yapılır": {"post", "counter"},
        "Başvurunuzu muhtarlık aracılığıyla yapabilirsiniz": {"agent"},
        "Başvuru için vekaletname ile gelin": {"representative"},
        "İşaret dili tercümanı yardım eder": {"sign_language"},
        "Telefonla başvuru yapılamaz": set(),
        "Faks: {n}": set(),
        "Dosya no {n}": set(),
    }),
    "ru": ("RU", "495 777-77-77", "+74957777777", {
        "Телефон: {n}": {"phone!"},
        "Подайте заявление по почте или лично": {"post", "counter"},
        "Заявление можно подать по доверенности": {"representative"},
        "Запись к сурдопереводчику": {"sign_language"},
        "Получить справку можно в отделении почты": {"agent"},
        "По телефону заявления не принимаются": set(),
        "Факс: {n}": set(),
        "ИНН 7710474375": set(),
    }),
    "uk": ("UA", "044 255 8500", "+380442558500", {
        "Телефон: {n}": {"phone!"},
        "Подайте заяву поштою або особисто": {"post", "counter"},
        "Заяву можна подати через представника": {"representative"},
        "Допомога: перекладач жестової мови": {"sign_language"},
        "Мобільний ЦНАП допоможе оформити допомогу": {"agent"},
        "Телефоном заяви не приймаються": set(),
        "Факс: {n}": set(),
        "ЄДРПОУ {n}": set(),
    }),
    "ar": ("JO", "06 550 0100", "+96265500100", {
        "هاتف: {n}": {"phone!"},
        "قدم الطلب بالبريد المسجل أو شخصيا": {"post", "counter"},
        "يمكن تقديم الطلب في مكتب البريد": {"agent"},
        "نوفر مترجم لغة الإشارة": {"sign_language"},
        "يمكن تقديم الطلب من خلال ممثل قانوني": {"representative"},
        "لا يمكن تقديم الطلب بالهاتف": set(),
        "فاكس: {n}": set(),
        "رقم المرجع {n}": set(),
        "ستصلك رسالة نصية": set(),
    }),
    "ur": ("PK", "051 9204600", "+92519204600", {
        "فون نمبر: {n}": {"phone!"},
        "درخواست بذریعہ ڈاک یا ذاتی طور پر دیں": {"post", "counter"},
        "موبائل رجسٹریشن وین سے رجسٹریشن کروائیں": {"agent"},
        "اشاروں کی زبان کا ترجمان دستیاب ہے": {"sign_language"},
        "درخواست مجاز نمائندہ دے سکتا ہے": {"representative"},
        "درخواست بذریعہ فون قبول نہیں": set(),
        "فیکس: {n}": set(),
        "حوالہ نمبر {n}": set(),
    }),
    "hi": ("IN", "011-23345678", "+911123345678", {
        "दूरभाष: {n}": {"phone!"},
        "आवेदन डाक द्वारा या व्यक्तिगत रूप से करें": {"post", "counter"},
        "कॉमन सर्विस सेंटर पर आवेदन करें": {"agent"},
        "सांकेतिक भाषा दुभाषिया सहायता के लिए": {"sign_language"},
        "अधिकृत प्रतिनिधि आवेदन कर सकता है": {"representative"},
        "फोन पर आवेदन स्वीकार नहीं": set(),
        "फैक्स: {n}": set(),
        "संदर्भ {n}": set(),
    }),
    "bn": ("BD", "02-55013777", "+880255013777", {
        "টেলিফোন: {n}": {"phone!"},
        "ডাকযোগে বা সশরীরে আবেদন করুন": {"post", "counter"},
        "ইউনিয়ন ডিজিটাল সেন্টার থেকে আবেদন করুন": {"agent"},
        "ইশারা ভাষার দোভাষী পাওয়া যায়": {"sign_language"},
        "মনোনীত প্রতিনিধি আবেদন করতে পারেন": {"representative"},
        "ফোনের মাধ্যমে আবেদন গ্রহণ করা হয় না": set(),
        "ফ্যাক্স: {n}": set(),
        "স্মারক নং {n}": set(),
    }),
    "sw": ("KE", "020 2222222", "+254202222222", {
        "Piga simu {n}": {"phone!"},
        "Tuma maombi kwa posta au ana kwa ana": {"post", "counter"},
        "Wasilisha maombi katika ofisi ya kata": {"agent"},
        "Mkalimani wa lugha ya ishara atakusaidia": {"sign_language"},
        "Mlezi wa kisheria anaweza kuwasilisha maombi": {"representative"},
        "Huwezi kuomba kwa simu": set(),
        "Nukushi: {n}": set(),
        "Kumbukumbu {n}": set(),
    }),
    "id": ("ID", "021 3822255", "+62213822255", {
        "Telepon {n}": {"phone!"},
        "Ajukan permohonan melalui pos atau tatap muka": {"post", "counter"},
        "Ajukan permohonan melalui agen resmi": {"agent"},
        "Juru bahasa isyarat membantu Anda": {"sign_language"},
        "Permohonan dengan surat kuasa": {"representative"},
        "Permohonan melalui telepon tidak diterima": set(),
        "Faks: {n}": set(),
        "Nomor referensi {n}": set(),
        "Anda akan menerima SMS": set(),
    }),
    "vi": ("VN", "024 3825 3536", "+842438253536", {
        "Điện thoại: {n}": {"phone!"},
        "Nộp hồ sơ qua bưu điện hoặc tại bộ phận một cửa": {"post", "counter"},
        "Nhà văn hóa thôn hỗ trợ nộp hồ sơ": {"agent"},
        "Phiên dịch ngôn ngữ ký hiệu hỗ trợ bạn": {"sign_language"},
        "Người đại diện nộp hồ sơ theo giấy ủy quyền": {"representative"},
        "Không nhận hồ sơ qua điện thoại": set(),
        "Số fax: {n}": set(),
        "Mã số thuế {n}": set(),
        "Bạn sẽ nhận được tin nhắn": set(),
    }),
    "zh": ("CN", "010-12345678", "+861012345678", {
        "咨询电话：{n}": {"phone!"},
        "可邮寄申请或现场办理": {"post", "counter"},
        "可到社区服务中心申请办理": {"agent"},
        "手语翻译协助办理": {"sign_language"},
        "委托代理人申请": {"representative"},
        "不接受电话咨询": set(),
        "传真：{n}": set(),
        "编号 {n}": set(),
    }),
    "ja": ("JP", "03-5321-1111", "+81353211111", {
        "電話番号：{n}": {"phone!"},
        "郵送で申請するか、窓口で申請してください": {"post", "counter"},
        "コンビニエンスストアで証明書を申請できます": {"agent"},
        "手話通訳が申請をお手伝いします": {"sign_language"},
        "代理人が申請できます": {"representative"},
        "電話での申請はできません": set(),
        "FAX番号：{n}": set(),
        "受付番号 {n}": set(),
        "結果は電子メールで通知します": set(),
    }),
    "ko": ("KR", "02-731-2120", "+8227312120", {
        "전화번호: {n}": {"phone!"},
        "우편으로 신청하거나 직접 방문 신청하세요": {"post", "counter"},
        "주민센터에서 신청하세요": {"agent"},
        "수어통역 상담을 신청하세요": {"sign_language"},
        "대리인이 신청할 수 있습니다": {"representative"},
        "전화로 신청할 수 없습니다": set(),
        "팩스: {n}": set(),
        "접수번호 {n}": set(),
    }),
    "uz": ("UZ", "71 202 00 00", "+998712020000", {
        "Telefon: {n}": {"phone!"},
        "Ariza pochta orqali yoki shaxsan topshiriladi": {"post", "counter"},
        "Ariza mahalla idorasi orqali topshiriladi": {"agent"},
        "Surdotarjimon yordam beradi": {"sign_language"},
        "Ariza ishonchnoma asosida topshiriladi": {"representative"},
        "Telefon orqali ariza qabul qilinmaydi": set(),
        "Faks: {n}": set(),
        "STIR {n}": set(),
    }),
}  # fmt: skip


def offered(country: str, language: str, words: str) -> tuple[set[str], set[str]]:
    """The channels of a page of one paragraph, those to act on with "!", and the numbers."""
    mentions = find_channels(replace(text(words, lang=language), country=country))
    channels = {f"{each.channel}{'!' if each.level.is_usable else ''}" for each in mentions}
    return channels, {each.value for each in mentions if each.value.startswith("+")}


@pytest.mark.parametrize("language", sorted(CASES))
def test_what_a_page_offers_is_told_from_what_looks_like_it(language: str) -> None:
    country, written, number, cases = CASES[language]
    wrong = {}
    for words, expected in cases.items():
        channels, numbers = offered(country, language, words.format(n=written))
        dialled = {number} if "{n}" in words and expected else set()
        if channels != expected or numbers != dialled:
            wrong[words] = (channels, numbers)
    assert wrong == {}


def test_every_language_has_its_cases() -> None:
    assert set(CASES) == set(languages())
