"""A hand-made picture for every cause and every certainty it can have.

A picture is what was found, which patterns are probable, and how sure the cause is then.
"""

from care.cause_pictures import immune, inherited, local, metabolic

PICTURES = [*metabolic.PICTURES, *immune.PICTURES, *inherited.PICTURES, *local.PICTURES]
