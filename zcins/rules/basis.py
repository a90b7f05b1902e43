"""The documents that rules rest on, as they are cited (English here, Chinese by the catalog)."""

from zcins.i18n import N_

SCOPE = N_("District notice of 2018-08-05, 3(1) scope, 4(4) duty to insure")
COVER = N_("District notice of 2018-08-05, 3(3) what the insurance covers")
PAYER = N_("District notice of 2018-08-05, 3(4) the enterprise pays, not its staff")
TERMS = N_("District notice of 2018-08-05, 3(5) the province's uniform terms and rates")
INSURERS = N_("District notice of 2018-08-05, 3(6) admitted insurers")
PREVENTION = N_("District notice of 2018-08-05, 3(7) prevention money and its use")
CLAIMS = N_("District notice of 2018-08-05, 3(7) quick settlement and advance payment")
SUPERVISION = N_("District notice of 2018-08-05, 4(1) departments supervise and urge")
PUBLICATION = N_("District notice of 2018-08-05, 4(4) publication of who is insured")
STANDARDS = N_("District notice of 2018-08-05, 3(5) rates by standardization grade, 4(4)")
ASSESSMENT = N_("District notice of 2018-08-05, 4(1) and 4(5) insurers are supervised and assessed")
SETTLEMENT = N_("Insurance Law, articles 23 and 25; district notice of 2018-08-05, 3(7)")
CONTINUITY = N_("National measures 安监总办〔2017〕140号, article 9: no late renewal, no surrender")
ALL_STAFF = N_("National measures 安监总办〔2017〕140号, article 11: all employees are covered")
EQUAL_LIMITS = N_("National measures 安监总办〔2017〕140号, article 15: equal limits for all staff")
MINIMUM = N_("National measures 安监总办〔2017〕140号, article 16: minimum limit a person")
CODES = N_("GB 32100-2015, check digit of the unified social credit code")
REGISTER = N_("District notice of 2018-08-05, 4(1); the office's register of enterprises")
PRODUCT = N_("District notice of 2018-08-05, 1 and 3(3); provincial subsidy rules, article 2")
