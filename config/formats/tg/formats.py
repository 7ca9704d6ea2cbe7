"""How dates are written; Django leaves out the end of the month and adds «г.»."""

DATE_FORMAT = "j Eи Y"
DATETIME_FORMAT = "j Eи Y, H:i"
YEAR_MONTH_FORMAT = "Fи Y"
