"""The words by which addresses and headings say what a page is, in the languages we have lists for.

A page is taken for one of a kind if *all* its words are of that kind or stand for nothing
("our", "of", "the"): "Legal notice" is about the site, "Legal aid" is a service. The lists
are from memory and from the portals named in docs/services.md; no native speaker has
checked them. A word that lacks hides a service, or shows a page that is none; it breaks nothing.
"""

import re
import unicodedata

_SERVICES = """
service services eservice eservices serviceaz
demarche demarches teleservice teleservices teleprocedures formalites prestations guichet
servicio servicios tramite tramites gestiones autoservicio
servizio servizi
dienst dienste dienstleistung dienstleistungen leistung leistungen onlinedienste serviceleistungen burgerservice
buergerservice burgerdienste buergerdienste
servico servicos diensten dienstverlening digitaalloket loket
tjeneste tjenester selvbetjening tjanst tjanster etjanster palvelu palvelut asiointi þjonusta
uslugi euslugi usluge sluzby storitve szolgaltatasok ugyintezes teenused pakalpojumi paslaugos servicii servis
hizmet hizmetler ehizmetler serveis tramits servizos zerbitzuak gwasanaethau seirbhisi
услуги госуслуги послуги xizmat xizmatlar huduma layanan perkhidmatan
υπηρεσιες υπηρεσια خدمات الخدمات خدمة שירותים सेवाएं सेवाएँ सेवा บริการ 服务 服務 办事 サービス 手続き 서비스 민원
"""

_HOME = """
home homepage index start accueil inicio startseite startsida forside etusivu strona glowna anasayfa beranda الرئيسية
"""

# Pages about the site itself: contact, legal notice, accessibility statement, search, news,
# events, sitemap, sign-in, about, help, topics, errors.
_SITE = """
home homepage
contact contacts contactar contacto contactos contatti contatto contato contatos kontakt kontakte kontakta
accessibility statement disclaimer legal notice notices privacy policy policies terms cookie cookies
copyright imprint consent
accessibilite declaration mentions legales confidentialite
accesibilidad aviso avisos privacidad terminos condiciones
accessibilita dichiarazione note legali consenso termini condizioni
barrierefreiheit erklarung impressum datenschutz datenschutzerklarung nutzungsbedingungen rechtliches hinweise
acessibilidade declaracao privacidade termos condicoes
toegankelijkheid toegankelijkheidsverklaring privacyverklaring
saavutettavuus saavutettavuusseloste tietosuoja tilgaengelighed tilgaengelighedserklaering tillganglighet
tillganglighetsredogorelse tilgjengelighet tilgjengelighetserklaering dostepnosc deklaracja dostepnosci erisilebilirlik
search result results recherche resultat resultats resultats busqueda buscar buscador resultados ricerca cerca
risultati suche suchergebnisse pesquisa busca zoeken haku szukaj wyszukiwarka arama поиск αναζητηση بحث cari
news press blog article articles latest actualite actualites presse noticia noticias novedades notizia notizie
novita comunicati avvisi nachrichten aktuelles neuigkeiten meldungen nieuws nyheder nyheter uutiset ajankohtaista
aktualnosci haberler duyurular новости νεα أخبار الأخبار berita habari
event events calendar agenda evenement evenements evento eventi eventos veranstaltung veranstaltungen calendario
sitemap mappa ubersicht inhaltsverzeichnis
login logout signin signout sign log register account connexion identification compte acceder ingresar iniciar
registro cuenta accedi accesso login riservata personale anmelden anmeldung abmelden konto entrar
acesso inloggen logga kirjaudu zaloguj giris войти вход
about apropos propos acerca nosotros quienes somos chi siamo ueber sobre
hakkinda контакты
help faq faqs support feedback aide questions frequentes ayuda preguntas aiuto domande frequenti hilfe haufige
fragen ajuda perguntas pomoc yardim помощь مساعدة
topic topics theme themes category categories tema temas argomento argomenti categoria categorie categorias thema
themen
error errors 404 500 documents publications downloads"""

_FILLERS = """
a an the all our your my us and of for to on with by at public online digital digitale digitales digitali site sitio sito page area found not in us city town
council municipal municipality government municipalite ville mairie commune les le la l des de du d en ligne nos vos
tous toutes y et los las el del lineas linea todos nuestros sus al e i gli lo della dei delle di il comune comunali
tutti tutte nostri der die das und von zu unsere alle stadt gemeinde a as os do da dos das em nossos todos o het een
van wij onze alle z az directory list information content e электронные sesion politica politicas plan conditions uns uber om
"""

# How the pages of one transaction are named after each other, and which of these end it.
_CLOSING = """
confirmation confirm confirmed submitted success complete completed thanks thank done summary review receipt answers
confirmer recapitulatif recu merci
confirmacion confirmar resumen comprobante gracias exito
conferma confermato riepilogo ricevuta
bestatigung zusammenfassung abschluss
confirmacao resumo comprovante
bevestiging samenvatting bekraeftelse bekraftelse vahvistus potwierdzenie podsumowanie onay подтверждение
επιβεβαιωση تأكيد konfirmasi
"""
_STEPS = """
step steps page part stage form details data upload declaration check
etape etapes formulaire donnees coordonnees justificatifs
paso etapa formulario datos adjuntos
passo fase dati modulo anteprima
schritt formular daten angaben
dados stap formulier gegevens trin skjema lomake krok formularz adim шаг βημα خطوة langkah hatua
"""

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_WORD = re.compile(r"[^\W\d_]+|\d+")


def fold(text: str) -> str:
    """Bring a text to the form in which words are compared: no case, no accents or vowel marks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.category(char).startswith("M"))
    return letters.translate(_LETTERS)


def words_of(text: str) -> tuple[str, ...]:
    """Give a text's folded words and numbers: "Étape-2b" is `etape`, `2`, `b`."""
    return tuple(_WORD.findall(fold(text)))


def _list(words: str) -> frozenset[str]:
    return frozenset(words_of(words))


SERVICES = _list(_SERVICES)
_HOME_WORDS = _list(_HOME)
_SITE_WORDS = _list(_SITE)
_FILLER_WORDS = _list(_FILLERS)
_CLOSING_WORDS = _list(_CLOSING)
_STEP_WORDS = _list(_STEPS) | _CLOSING_WORDS


def names_services(text: str) -> bool:
    """Tell whether a text says "services" and nothing more: "Our services", "trámites"."""
    return _is_of(text, SERVICES, _FILLER_WORDS)


def names_site(text: str) -> bool:
    """Tell whether a text names a page about the site itself: "Accessibility statement", "novità"."""
    return _is_of(text, _SITE_WORDS, _FILLER_WORDS | SERVICES)


def names_home(text: str) -> bool:
    """Tell whether a text names the first page of a site."""
    return _is_of(text, _HOME_WORDS, _FILLER_WORDS)


def is_step(word: str) -> bool:
    """Tell whether a folded word or number, in an address, says that a page is a step of something."""
    return word in _STEP_WORDS or word.isdecimal()


def is_closing(word: str) -> bool:
    """Tell whether a folded word says that a step ends a transaction."""
    return word in _CLOSING_WORDS


def _is_of(text: str, kind: frozenset[str], fillers: frozenset[str]) -> bool:
    words = set(words_of(text))
    return bool(words & kind) and words <= kind | fillers
