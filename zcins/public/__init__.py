"""The public look-up page: who is insured, for citizens and associations (notice 四（四）)."""

from zcins.public.publication import Publication, publication

__all__ = ["Publication", "publication"]
