"""Codes of three times: the credit code, and the two numbers that it took the place of."""

from zcins.registry.names import CODE_LENGTH

ORGANISATION_LENGTH = 9
_REGISTRATION_LENGTHS = (13, 15)


def organisation_of(code: str) -> str | None:
    """Give the old organisation code: characters 9 to 17 of a credit code, or the code itself.

    GB 32100-2015, 4: the ninth to seventeenth characters are the code of GB 11714.
    """
    if len(code) == CODE_LENGTH:
        return code[8:17]
    return code if len(code) == ORGANISATION_LENGTH else None


def same_kind_differs(one: str, other: str) -> bool:
    """Tell whether two codes are comparable and not equal.

    A credit code and an organisation code compare by the latter; an old registration number
    says nothing of the others.
    """
    if len(one) == len(other) and len(one) in {CODE_LENGTH, *_REGISTRATION_LENGTHS}:
        return one != other
    first, second = organisation_of(one), organisation_of(other)
    return first is not None and second is not None and first != second
