"""Step 9. The page for the patient, for the therapist and for the referrer."""

from surefoot.care.summary.chart import Chart
from surefoot.care.summary.letter import referral_letter
from surefoot.care.summary.patient import patient_page
from surefoot.care.summary.progress import progress_page
from surefoot.care.summary.therapist import therapist_page

__all__ = ["Chart", "patient_page", "progress_page", "referral_letter", "therapist_page"]
