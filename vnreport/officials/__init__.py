"""Officials: named persons to whom the article gives a position in an organisation."""

from vnreport.officials.persons import find_officials

__all__ = ["find_officials"]
