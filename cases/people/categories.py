"""The spellings of staff categories in offices and in the national system, for every sheet."""

from lib.sheets.words import Words
from regulations.models import StaffCategory

OTHERWISE = {  # normalised by `letters`
    StaffCategory.PNS: "pegawainegerisipil pnsd pnsdaerah pnspusat pnsdaerahotonom pegawainegerisipildaerah p",
    StaffCategory.CPNS: "calonpns calonpegawainegerisipil cpnsd cpnsdaerah c",
    StaffCategory.PPPK: "p3k pppkpenuhwaktu p3kpenuhwaktu pegawaipemerintahdenganperjanjiankerja",
    StaffCategory.PPPK_PART_TIME: "p3kparuhwaktu pegawaipemerintahdenganperjanjiankerjaparuhwaktu",
    StaffCategory.CONTRACT: "tkk nonasn honorer tenagakontrak tenagakerjakontrak tenagahonorer tenagaharianlepas thl "
    "pegawaitidaktetap ptt gurutidaktetap gtt nonpns pegawainonasn",
    StaffCategory.OUTSOURCED: "outsourcing tenagaalihdaya",
    StaffCategory.BUMD: "bumd",
}
CATEGORIES = Words(
    {str(category.label): category for category in StaffCategory},
    {word: category for category, words in OTHERWISE.items() for word in words.split()},
)
