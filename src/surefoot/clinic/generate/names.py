"""Names, phone numbers and addresses of invented people, as varied as a waiting room.

The phone numbers are those that the authorities keep free for fiction: 555-01xx in North America,
Ofcom's drama numbers, those of the Bundesnetzagentur, of Arcep and of ACMA. Nobody answers there.
"""

from dataclasses import dataclass

from surefoot.exchange.people.dice import Random


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a name comes from: first names by sex, family names, what stands between them."""

    share: int
    female: str
    male: str
    family: str
    language: str = "en"
    family_first: bool = False
    two_families: bool = False


ORIGINS = (
    Origin(
        22,
        "Margaret Dorothy Joan Ruth Linda Barbara Susan Patricia Grace Hazel Mary-Ann Siobhán",
        "Frank James Arthur William Robert Thomas George Walter Harold Stanley Jean-Luc Desmond",
        "Murphy O'Brien Smith Taylor Clarke Hughes Whitfield Armstrong MacDonald Fitzgerald Ng "
        "Featherstonehaugh Cholmondeley-Warner Okonkwo-Hughes Price Lee",
    ),
    Origin(
        16,
        "Rosa Carmen Pilar Dolores Lucía Inés Guadalupe María_del_Carmen Ana_María Concepción",
        "Miguel José Ramón Ángel Jesús Iñaki Joaquín Luis_Alberto Juan_Carlos Ignacio",
        "Díaz Delgado Núñez García Rodríguez Peña Muñoz Ibáñez de_la_Cruz Fernández-Villaverde "
        "Ortiz_de_Zárate Gómez",
        language="es",
        two_families=True,
    ),
    Origin(
        10,
        "Ingrid Hanna Jutta Käthe Ursula Brigitte Annegret Heike",
        "Otto Jürgen Lars Günther Hans-Jörg Dieter Björn Uwe",
        "Brandt Weiß Müller Schäfer Lindqvist Jensen Vogt Groß von_der_Heydt Ångström Søndergård",
    ),
    Origin(
        7,
        "Elif Ayşe Fatma Nadia Leila Zeynep Hatice",
        "Yusuf Cem Ahmed İbrahim Mehmet Omar Karim",
        "Yılmaz Haddad Öztürk Şahin Çelik al-Masri Ben_Youssef Khalil",
    ),
    Origin(
        7,
        "Olga Jadwiga Agnieszka Małgorzata Danuta Zofia",
        "Ivan Marek Zbigniew Wojciech Łukasz Stanisław",
        "Kowalski Novak Wiśniewski Dąbrowski Grzegorzewski Szczepańska Dvořák",
    ),
    Origin(
        7,
        "Priya Fatima Lakshmi Sunita Indira Ananya",
        "Arjun Ravi Suresh Venkatanarasimha Mohan Imran",
        "Singh Patel Sharma Krishnamurthy Venkataraghavan Iyer Khan",
    ),
    Origin(
        6,
        "Thandi Adaeze Ngozi Chimamanda Amina Efua",
        "Tunde Samuel Kwame Oluwaseun Chukwuemeka Sipho",
        "Okafor Mensah Adeyemi Nwosu Dlamini Oluwatobiloba",
    ),
    Origin(
        5,
        "Thị_Hương Linh Mei Xiu-Ying Hui-Chen",
        "Văn_Dũng Minh Wei Zhi-Hao Jian",
        "Nguyễn Trần Wong Chen Wu Li Đặng",
        family_first=True,
    ),
    Origin(
        5, "花子 美咲 恵子 さくら", "太郎 健二 大輔 翔", "山田 佐藤 田中 鈴木", family_first=True
    ),
    Origin(4, "秀英 桂兰 敏 丽华", "伟 建国 磊 志强", "王 李 张 欧阳", family_first=True),
    Origin(4, "Ольга Анна Екатерина", "Иван Сергей Пётр", "Смирнова Кузнецов Щербаков Бондаренко"),
    Origin(3, "Ελένη Μαρία Κατερίνα", "Γιώργος Νίκος Δημήτρης", "Παπαδόπουλος Γεωργίου Νικολάου"),
    Origin(2, "فاطمة ليلى مريم", "محمد أحمد يوسف", "الحسن حداد منصور"),
    Origin(2, "영희 은주 미경", "철수 영호 민준", "김 이 박 최", family_first=True),
)
_SHARES = [origin.share for origin in ORIGINS]
AREAS = (212, 312, 415, 503, 617, 702, 808, 907, 416, 604)
STREETS = ("Example Road", "Sample Street", "Calle del Ejemplo", "Musterweg", "Placeholder Lane")


def named(rng: Random, sex: str) -> tuple[str, str]:
    """A name, and the language the person reads."""
    origin = rng.choices(ORIGINS, _SHARES)[0]
    first = rng.choice((origin.female if sex == "female" else origin.male).split())
    family = rng.choice(origin.family.split())
    if origin.two_families:
        family += " " + rng.choice(origin.family.split())
    elif origin.language == "en" and not origin.family_first and rng.random() < 0.12:
        first += " " + rng.choice((origin.female if sex == "female" else origin.male).split())
    words = (family, first) if origin.family_first else (first, family)
    return " ".join(words).replace("_", " "), origin.language


def slipped(rng: Random, name: str) -> str:
    """The same name with one slip of the hand: a letter lost, doubled, or changed over."""
    places = [at for at in range(1, len(name) - 1) if name[at : at + 2].isalpha()]
    if not places:
        return f"{name} {name[0]}"
    at = rng.choice(places)
    here, there = name[at], name[at + 1]
    changed_over = there + here if here != there else here
    return name[:at] + rng.choice((there, here + here + there, changed_over)) + name[at + 2 :]


def phone(rng: Random) -> str:
    """A number that is kept free for fiction, in one of the ways people write it."""
    kind = rng.randrange(6)
    if kind <= 1:
        area, end = rng.choice(AREAS), rng.randrange(100)
        return rng.choice(("({}) 555-01{:02}", "+1 {} 555 01{:02}", "{}-555-01{:02}")).format(
            area, end
        )
    if kind == 2:
        end = rng.randrange(1000)
        return rng.choice(("07700 900{:03}", "+44 7700 900{:03}", "020 7946 0{:03}")).format(end)
    if kind == 3:
        end = rng.randrange(1000)
        return rng.choice(("030 23125{:03}", "+49 30 23125{:03}", "089 99998{:03}")).format(end)
    if kind == 4:
        a, b = rng.randrange(100), rng.randrange(100)
        return rng.choice(("06 39 98 {:02} {:02}", "+33 1 99 00 {:02} {:02}")).format(a, b)
    end = rng.randrange(10000)
    return rng.choice(("(02) 5550 {:04}", "+61 3 7010 {:04}")).format(end)


def address(rng: Random) -> str:
    """A street that is on no map."""
    return f"{rng.randint(1, 240)} {rng.choice(STREETS)}"
