"""What may be made public: the columns of the public look-up page, and no others."""

from typing import ClassVar, Literal

from zcins.scheme.entries import Entry, Text

PublicField = Literal["name", "uscc", "town", "sector", "state", "insurer", "from", "to", "as_of"]


class PublicColumn(Entry):
    """A column that may be published, by its id; `title` heads it. Nothing else is published."""

    table: ClassVar[str] = "public_column"
    file: ClassVar[str] = "publication.toml"

    id: PublicField
    title: Text
