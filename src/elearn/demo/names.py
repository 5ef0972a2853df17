"""Names for people who do not exist: first and last names drawn separately and combined at random."""

from random import Random

_FIRST = """
Aaliyah Abena Adam Aditi Ahmed Aidan Aisha Akua Alice Amara Amelia Amir Ana Andrzej Angus Anika Arjun Asha Bashir
Beatrix Ben Bethan Bilal Bronagh Callum Carys Cecily Chidi Chloe Ciara Clement Dafydd Dalia Danuta Dario Deepa Delroy
Dilys Ebony Edith Efua Eilidh Elif Elinor Emeka Erin Esme Ewan Farah Fergus Fiona Freya Gareth Gemma Gethin Grace
Grazia Gwen Hana Harriet Hasan Helena Henrik Holly Ibrahim Ida Imogen Ines Iona Isaac Isla Jamal Jasmine Jerome Jodie
Joanna Kamal Kavita Keira Kerensa Kofi Kwame Laila Leon Leticia Lewis Lina Lowri Lucia Magda Malik Marcus Mariam Martha
Mateusz Megan Mei Mina Mira Mohan Morag Nadia Naomi Nathan Neha Nia Niamh Nikhil Noor Obinna Oisin Olena Olive Omar
Oscar Owen Pavel Petra Phoebe Piotr Pooja Rafael Rashid Rebecca Rhian Rhys Rosa Rowan Ruth Saba Samira Samuel Sanjay
Saoirse Sasha Selina Shanice Sian Simone Stefan Sunita Tamsin Tariq Tess Theo Tomasz Ursula Vera Vikram Wanda Wilfred
Yasmin Yusuf Zainab Zoe Zofia
"""

_LAST = """
Abara Abbott Acheson Adeyemi Ahluwalia Aldous Anand Appiah Ashdown Askew Baines Balogun Bannister Barlow Beddoes Begum
Bellamy Birtles Blackwood Boateng Bracewell Brennan Brock Burdett Cadwell Carmody Chaudhry Chowdhury Clegg
Colclough Coombes Cottrell Cragg Dacosta Danquah Darby Dempsey Devlin Dhillon Dimmock Dlamini Drysdale Dunmore Eastwick
Eccles Edevane Egan Ellwood Fairclough Farrant Fearnley Ferreira Fielder Finnegan Fosberry Gadsby Garrick Ghosh Gilroy
Goodall Greenhalgh Guthrie Haddow Halloran Hardcastle Hargrave Haworth Heslop Hinchliffe Hollis Hussain Ibekwe Idowu
Inglis Iqbal Jagger Jellicoe Jephson Kapoor Kaur Keeble Kendrick Kilbride Kowalczyk Lal Lambourne Larkham Leadbetter
Lockyer Lumley Macrae Mahmood Maddox Malone Marchbank Mbeki Medlock Mensah Merrick Mistry Moffat Mulgrew Naidoo Nartey
Neville Nowak Nuttall Oakes Obuya Odell Okafor Oldroyd Orme Osei Pargeter Parmar Patching Penhale Pickersgill Pilling
Quartey Quill Radcliffe Rahman Ramsbottom Redfern Rigby Rooke Sagar Salt Sandhu Sedgwick Shackleton Sidhu Silcock
Skelton Sobczak Spurling Stannard Sugden Tattersall Tembo Thackray Thirlwell Tiwari Tolland Tranter Underhill Uzoma
Varley Venables Vickers Wadsworth Walmsley Wardle Whitlock Winstanley Wolski Wragg Yardley Yeboah Zaman Zielinski
"""


class Names:
    """Gives out names and e-mail addresses. No address is given twice."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._first, self._last = _FIRST.split(), _LAST.split()
        self._given: dict[str, int] = {}

    def new(self, agency: str) -> tuple[str, str]:
        """A name, and an address at an agency for that name. Nobody can own a `.example` address."""
        first, last = self._chance.choice(self._first), self._chance.choice(self._last)
        local = f"{first}.{last}".lower()
        times = self._given[local] = self._given.get(local, 0) + 1
        return f"{first} {last}", f"{local}{times if times > 1 else ''}@{agency}.wrenshire.example"
