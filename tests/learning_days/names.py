"""Forty invented people for a door: some share a first name, some have marks on their letters, three are staff."""

NAMES = """
Abena Okoro|Adaeze Bello|Aïssatou Diop|Amina Yusuf|Anjali Rao|Anneke de Wit|Bao Tran|Beatriz Lima
Birgit Holm|Carlos Ruiz|Chidi Eze|Dalia Nasser|Deepa Menon|Dmitri Orlov|Élodie Marchand|Emeka Eze
Farah Haddad|Fatou Diop|Giulia Conti|Grace Otieno|Hana Novák|Hiro Tanaka|Ines Costa|Ivan Petrov
Jana Novák|Joy Otieno|Kofi Mensah|Lerato Dube|Luca Conti|Maria Lopez|Maria Santos|Mei Lin
Nadia Haddad|Ngozi Bello|Omar Yusuf|Paula Ruiz|Rania Nasser|Sanjay Rao|Tariq Khan|Zoë Janssens
"""


def forty():
    """The display names, in the order of the alphabet."""
    return [name for line in NAMES.split("\n") for name in line.split("|") if name]
