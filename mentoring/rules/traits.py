"""What people have, as arrays: languages and skills as rows of bits, levels as masks, weeks as words of 64 bits."""

import numpy as np

from .parties import LEAST_LEVEL, NATIVE_LEVEL
from .weeks import QUARTER, WEEK, regimes, utc_weeks

WORD = 64
WORDS = -(-WEEK // WORD)
STEPS = NATIVE_LEVEL - LEAST_LEVEL + 1  # levels at which people can talk


class Members:
    """Which mentors have which trait. `has`: bool, trait × mentor, where row 0 stands for a trait that nobody has."""

    def __init__(self, traits):
        self.rows = {trait: row for row, trait in enumerate(sorted({t for ts in traits for t in ts}, key=repr), 1)}
        self.has = np.zeros((len(self.rows) + 1, len(traits)), bool)
        for mentor, of_mentor in enumerate(traits):
            self.has[[self.rows[trait] for trait in of_mentor], mentor] = True
        self.bits = np.packbits(self.has, axis=1)

    def any(self, wanted):
        """For each person's wanted traits, the mentors who have one of them: packed bits, person × mentor."""
        bits = np.zeros((len(wanted), self.bits.shape[1]), np.uint8)
        for rows in listed(wanted, self.rows, max(map(len, wanted), default=0)):
            bits |= self.bits[rows]
        return bits


def listed(wanted, rows, most):
    """The rows of each person's traits, as `most` arrays: the first trait of each, the second and so on; 0 for none."""
    found = np.zeros((most, len(wanted)), np.int64)
    for person, traits in enumerate(wanted):
        for at, trait in enumerate(traits):
            found[at, person] = rows.get(trait, 0)
    return found


class Levels:
    """The languages that each person can talk in at each level or above, as bits."""

    def __init__(self, mentees, mentors):
        codes = sorted({code for mentee in mentees for code in mentee.levels})
        bits = {code: divmod(at, WORD) for at, code in enumerate(codes)}
        self.words = -(-len(codes) // WORD)
        self.one, self.other = self.masks(mentees, bits), self.masks(mentors, bits)

    def masks(self, parties, bits):
        """Level above the least × word × person."""
        masks = [[[0] * len(parties) for _word in range(self.words)] for _level in range(STEPS)]
        for person, party in enumerate(parties):
            for code, level in party.levels.items():
                if code in bits:
                    word, bit = bits[code]
                    for above in range(level - LEAST_LEVEL + 1):
                        masks[above][word][person] |= 1 << bit
        return np.array(masks, np.uint64).reshape(STEPS, self.words, len(parties))

    def best(self, one, other):
        """The lower level in the best common language of each pair, 0 without one."""
        best = np.zeros(len(one), np.int64)
        for above in range(STEPS):
            for word in range(self.words):
                both = self.one[above, word][one] & self.other[above, word][other]
                best[both != 0] = above + LEAST_LEVEL
        return best


class Weeks:
    """Everybody's week in UTC in each state of the clocks: state × word × person."""

    def __init__(self, mentees, mentors, terms):
        zones = {party.zone for party in (*mentees, *mentors)}
        self.states = regimes(zones, terms.starts_on, terms.ends_on)
        self.one, self.other = self.words(mentees), self.words(mentors)
        names = sorted(zones)
        self.zone_of_one = np.array([names.index(party.zone) for party in mentees], np.intp)
        self.zone_of_other = np.array([names.index(party.zone) for party in mentors], np.intp)
        offsets = [self.states.offsets[name] for name in names]
        self.is_new = self.apart(np.array(offsets, np.int64).reshape(len(names), len(self.states)))

    def apart(self, offsets):
        """State × zone × zone: whether two zones are as far apart as in no earlier state; else their people share what
        they shared then.
        """
        between = (offsets[:, None, :] - offsets[None, :, :]).transpose(2, 0, 1)
        return np.array([~(between[:at] == between[at]).any(axis=0) for at in range(len(between))])

    def words(self, parties):
        size = WORDS * WORD // 8
        packed = b"".join(week.to_bytes(size, "little") for party in parties for week in utc_weeks(party, self.states))
        words = np.frombuffer(packed, "<u8").reshape(len(parties), len(self.states), WORDS)
        return np.ascontiguousarray(words.transpose(1, 2, 0))

    def minutes(self, one, other, least):
        """(minutes that the pairs share in every state, which pairs they are): of those that share `least` or more."""
        shared = quarters(self.one[0], self.other[0], one, other)
        left = np.flatnonzero(shared * QUARTER >= least)
        one, other, shared = one[left], other[left], shared[left]
        zones = self.zone_of_one[one] * self.is_new.shape[2] + self.zone_of_other[other]
        for mine, theirs, is_new in zip(self.one[1:], self.other[1:], self.is_new[1:], strict=True):
            rows = np.flatnonzero(is_new.ravel()[zones])
            shared[rows] = np.minimum(shared[rows], quarters(mine, theirs, one[rows], other[rows]))
        is_enough = shared * QUARTER >= least
        return shared[is_enough].astype(np.int64) * QUARTER, left[is_enough]


def quarters(mine, theirs, one, other):
    """How many bits the weeks of each pair have in common."""
    count = np.zeros(len(one), np.int16)
    for word, of_other in zip(mine, theirs, strict=True):
        count += np.bitwise_count(word[one] & of_other[other])
    return count
