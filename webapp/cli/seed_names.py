"""People who could exist: names in several scripts and lengths, each with its spelling for an address."""

import random
from collections.abc import Iterator

# Given and family names of one language go together; "native|latin" where the two spellings differ.
LANGUAGES = (
    (
        30,
        "Mary James Patricia Robert Linda Michael Susan David Karen Thomas Amy Daniel Ruth Samuel Grace Owen Zoe Ian",
        "Smith Johnson Brown Taylor Wilson Clarke Walker Hughes Edwards Green Hall Wood Harris Lewis O'Brien MacDonald",
    ),
    (
        12,
        "José|Jose María|Maria Lucía|Lucia Javier Sofía|Sofia Andrés|Andres Carmen Íñigo|Inigo Núria|Nuria Pablo",
        "García|Garcia Fernández|Fernandez Muñoz|Munoz López|Lopez Ibáñez|Ibanez Romero Peña|Pena Castro Vidal Ortiz",
    ),
    (
        10,
        "Jürgen|Juergen Anna Björn|Bjoern Käthe|Kaethe Lukas Franziska Günter|Guenter Maximilian Jörg|Joerg Heike",
        "Müller|Mueller Schäfer|Schaefer Weiß|Weiss Groß|Gross Fischer Becker Hoffmann Köhler|Koehler Lang Vogel",
    ),
    (
        8,
        "François|Francois Chloé|Chloe Hélène|Helene Théo|Theo Benoît|Benoit Camille Anaïs|Anais Louis Zoë|Zoe Marc",
        "Lefèvre|Lefevre Dubois Moreau Bérenger|Berenger Girard Roux Fontaine Le-Goff Caron Noël|Noel",
    ),
    (
        8,
        "Åsa|Asa Søren|Soren Ingrid Þóra|Thora Jón|Jon Kjersti Håkon|Hakon Maja Bjørn|Bjorn Aino",
        "Öberg|Oberg Sørensen|Sorensen Jónsdóttir|Jonsdottir Lindqvist Ødegård|Odegard Virtanen Nyström|Nystrom Dahl",
    ),
    (
        6,
        "Łukasz|Lukasz Agnieszka Zdeněk|Zdenek Šárka|Sarka Ondřej|Ondrej Małgorzata|Malgorzata Ivan Žofia|Zofia",
        "Wójcik|Wojcik Dvořák|Dvorak Nowak Kovač|Kovac Černý|Cerny Szymańska|Szymanska Horváth|Horvath Novák|Novak",
    ),
    (
        6,
        "Иван|ivan Ольга|olga Дмитрий|dmitri Наталья|natalya Сергей|sergei Юлия|yulia",
        "Иванов|ivanov Кузнецов|kuznetsov Шевченко|shevchenko Попова|popova Соколов|sokolov",
    ),
    (
        6,
        "伟|wei 芳|fang 秀英|xiuying 明|ming 静|jing 建国|jianguo",
        "王|wang 李|li 张|zhang 陈|chen 欧阳|ouyang",
    ),
    (
        4,
        "太郎|taro 花子|hanako さくら|sakura 健一|kenichi",
        "山田|yamada 佐々木|sasaki 高橋|takahashi 渡辺|watanabe",
    ),
    (
        4,
        "محمد|mohammed فاطمة|fatima يوسف|yusuf ليلى|layla",
        "الحسن|alhasan خليل|khalil العربي|alarabi منصور|mansour",
    ),
    (
        3,
        "김민준|minjun 이서연|seoyeon 박지훈|jihun 최유진|yujin",
        "Kim Lee Park Choi",
    ),
    (
        3,
        "Nguyễn|nguyen Thị-Minh|thiminh Đức|duc Phương|phuong Aarav Priya Lakshmi Venkata",
        "Trần|tran Phạm|pham Sharma Iyer Subramanian Balasubramaniam-Venkataraghavan",
    ),
)
SURNAME_FIRST = {"王", "山", "佐", "高", "渡", "李", "张", "陈", "欧"}
DOMAINS = [
    "example.org",
    "example.com",
    "example.net",
    "mail.example.org",
    "post.example.com",
    "uni.example.edu",
    "city.example.org",
    "a-rather-long-name-of-a-company.example.com",
]


def spellings(words: str) -> list[tuple[str, str]]:
    pairs = (word.partition("|") for word in words.split())
    return [(native.replace("-", " "), (latin or native).lower().replace("'", "")) for native, _, latin in pairs]


def people(dice: random.Random) -> Iterator[tuple[str, str]]:
    """Endless (name, what stands before the number in the address)."""
    weights = [weight for weight, _, _ in LANGUAGES]
    pools = [(spellings(given), spellings(family)) for _, given, family in LANGUAGES]
    while True:
        for given, family in dice.choices(pools, weights, k=1000):
            first, first_latin = dice.choice(given)
            last, last_latin = dice.choice(family)
            if dice.random() < 0.08:
                middle, _ = dice.choice(given)
                first = f"{first} {middle}"
            name = f"{last}{first}" if last[0] in SURNAME_FIRST else f"{first} {last}"
            yield name, f"{first_latin}.{last_latin}"


def address(stem: str, number: int, dice: random.Random) -> str:
    return f"{stem}{number}@{DOMAINS[int(len(DOMAINS) * dice.random() ** 2)]}"
