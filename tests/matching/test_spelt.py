"""One name in the spellings of several languages, and surnames that are not one."""

from itertools import combinations

import pytest

from loquitur.matching.namesakes import agree, bits
from loquitur.matching.spelt import flat, is_one

SPELLINGS = [
    "Khrushchev Khruschev Chruschtschow Chruszczow Hrushchev Хрущёв Khrouchtchev Kruschev Jruschov Hruščev Chroesjtsjov Krusciov",
    "Trotsky Trotzki Trotskij Trocki Троцкий Trotskii Trotskiy",
    "Zinoviev Sinowjew Zinowiew Zinovjev Зиновьев Zinóviev",
    "Bukharin Bucharin Boukharine Bujarin Buharin Бухарин",
    "Gorbachev Gorbatschow Gorbatchev Gorbaczow Gorbachov Горбачёв Gorbaciov Gorbatjov",
    "Brezhnev Breschnew Brejnev Breżniew Brézhnev Брежнев Brezjnev",
    "Tchaikovsky Tschaikowski Tchaïkovski Czajkowski Чайковский Ciajkovskij",
    "Tukhachevsky Tuchatschewski Toukhatchevski Tuchaczewski Тухачевский Tujachevski",
    "Yezhov Jeschow Iejov Jeżow Ежов",
    "Pushkin Puschkin Pouchkine Puszkin Пушкин",
    "Chekhov Tschechow Tchekhov Czechow Чехов Chéjov Tjechov",
    "Solzhenitsyn Solschenizyn Soljenitsyne Sołżenicyn Солженицын",
    "Kaganovich Kaganowitsch Kaganovitch Kaganowicz Каганович",
    "Vyshinsky Wyschinski Vychinski Wyszyński Вышинский",
    "Dzerzhinsky Dserschinski Dzerjinski Dzierżyński Дзержинский",
    "Zhukov Schukow Joukov Żukow Жуков Zjukov",
    "Shostakovich Schostakowitsch Chostakovitch Szostakowicz Шостакович",
    "Kuznetsov Kusnezow Kouznetsov Kuzniecow Кузнецов",
    "Zaitsev Saizew Zajcew Zaïtsev Зайцев",
    "Zasulich Sassulitsch Zassoulitch Zasulicz Засулич",
]
SURNAMES = """
Abramov Adamczyk Adamski Afanasiev Akimov Aksenov Alekseev Alexandrov Andreev Andrianov Andrzejewski Anisimov Antonov
Arkhipov Avdeev Bak Balashov Baran Baranov Baranowski Belousov Belov Belyaev Belyakov Biryukov Blinov Bobrov Bogdanov
Bogomolov Borisov Borkowski Borodin Brzezinski Bykov Cherkasov Chernov Chernyshev Chistyakov Chmielewski Chukhrai
Cieslak Czarnecki Czerwinski Dabrowski Danilov Davydov Dementiev Demidov Demin Denisov Dmitriev Drozdov Duda Dudek
Efimov Efremov Egorov Eliseev Emelyanov Eremin Ermakov Ershov Evdokimov Fadeev Fedorov Fedotov Filatov Filippov Firsov
Fokin Fomin Frolov Gajewski Galkin Gavrilov Gerasimov Glowacki Golovin Golubev Goncharov Gorbunov Gorshkov Gorski
Grabowski Grachev Grigoriev Grishin Gromov Gusev Ignatiev Ignatov Ilyin Isaev Ivanov Jablonski Jakubowski Jankowski
Jasinski Jaworski Kaczmarek Kalashnikov Kalinin Kalinowski Kaminski Karasev Karpov Kashin Kazakov Kazin Kazmierczak
Kharitonov Khokhlov Kirillov Kiselev Klimov Knyazev Kolesnikov Kolodziej Komarov Kondratiev Konovalov Konstantinov
Korneev Korolev Korotkov Kosin Kotov Kovalev Kowalczyk Kowalski Kozhin Kozlov Kozlowski Krajewski Krasnov Krawczyk
Krol Krylov Kryukov Kubiak Kucharski Kudryashov Kudryavtsev Kulikov Kuzin Kuzmin Kuznetsov Kwiatkowski Larin Laskowski
Lavrov Lazarev Lebedev Leonov Leontiev Levin Lewandowski Lis Litvinov Lobanov Loginov Lukyanov Maciejewski Maiorov
Majewski Makarov Makowski Maksimov Malinowski Maltsev Malyshev Marciniak Markov Martynov Maslov Matveev Mazur Mazurek
Medvedev Melnikov Michalak Michalski Mikhailov Mikheev Mironov Mitrofanov Moiseev Molchanov Morozov Mukhin Muraviev
Naumov Nazarov Nechaev Nekrasov Nesterov Nikiforov Nikitin Nikolaev Nikulin Nosov Novikov Nowakowski Nowicki Olszewski
Orlov Osipov Ostrowski Ovchinnikov Panfilov Panov Pavlov Pawlak Pawlowski Petrov Petukhov Pietrzak Piotrowski Platonov
Plotnikov Polyakov Ponomarev Popov Potapov Prokhorov Prokofiev Przybylski Rakov Rodionov Romanov Rumyantsev Rutkowski
Ryabov Rybakov Sadowski Safonov Sakharov Samoilov Samsonov Saveliev Savin Sawicki Sedov Seleznev Semenov Sergeev Serov
Shcherbakov Shishkin Shubin Shukhov Sidorenko Sidorov Sikora Sikorski Simonov Skvortsov Smirnov Sobczak Sobolev
Sofronov Sokolov Sokolowski Soloviev Sorokin Spiridonov Stepanov Stepien Sukhov Szczepanski Szewczyk Szulc Szymanski
Szymczak Tarasov Terentiev Tikhomirov Tikhonov Timofeev Titov Tomaszewski Trofimov Tsvetkov Urbanski Ushakov Ustinov
Vasiliev Vinogradov Vladimirov Vlasov Volkov Vorobiev Voronin Voronov Vorontsov Walczak Wasilewski Wieczorek Wilk
Wisniewski Witkowski Wlodarczyk Wojciechowski Wojcik Wozniak Wrobel Wroblewski Wysocki Yakovlev Yudin Zaitsev Zajac
Zakharov Zakrzewski Zalewski Zawadzki Zhdanov Zhukov Zhuravlev Zielinski Ziolkowski Zotov Zuev Zverev
"""


@pytest.mark.parametrize("row", SPELLINGS)
def test_one_word_in_several_languages_is_one(row: str) -> None:
    first, *others = map(flat, row.split())
    assert [o for o in others if not is_one(first, o)] == []


def test_surnames_of_several_people_are_not_one() -> None:
    words = sorted(set(map(flat, SURNAMES.split())))
    assert len(words) > 300
    assert [pair for pair in combinations(words, 2) if is_one(*pair)] == []


def test_rows_of_one_word_are_not_one_another() -> None:
    rows = [[flat(w) for w in row.split()] for row in SPELLINGS]
    assert [(a, b) for one, other in combinations(rows, 2) for a in one for b in other if is_one(a, b)] == []


@pytest.mark.parametrize(
    "names",
    [
        ["Mao Zedong", "Mao Tse-tung", "Chairman Mao Tse-Tung", "Mao Tsé-toung", "Мао Цзэдун", "Mao"],
        ["Zhou Enlai", "Chou En-lai", "Premier Zhou"],
        ["Deng Xiaoping", "Teng Hsiao-p'ing", "Teng Hsiao-p’ing"],
        ["Chiang Kai-shek", "Jiang Jieshi", "Generalissimo Chiang"],
        ["Ho Chi Minh", "President Ho Chi Minh"],
    ],
)
def test_names_that_begin_with_the_surname_are_one_in_two_transcriptions(names: list[str]) -> None:
    assert [n for n in names[1:] if not agree(names[0], n)] == []


@pytest.mark.parametrize(
    ("one", "other"), [("Mao Zedong", "Mao Dun"), ("Chou En-lai", "Chou Yang"), ("Lee Marvin", "Marvin Lee")]
)
def test_others_of_the_surname_are_others(one: str, other: str) -> None:
    assert not agree(one, other)


def test_letters_without_a_mark_to_take_off_are_latin() -> None:
    assert (flat("Łódź"), flat("Bjørn"), bits("Lech Wałęsa")) == ("lodz", "bjorn", ("lech", "walesa"))
