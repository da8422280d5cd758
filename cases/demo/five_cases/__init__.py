"""Five cases from the press, as far as the sources tell; nobody in them is named."""

from cases.demo.five_cases import bekasi_2021, bekasi_2022, berau_2025, palembang_2023, tangerang_2022

CASES = (bekasi_2021, tangerang_2022, bekasi_2022, palembang_2023, berau_2025)  # in the order in which they happened
