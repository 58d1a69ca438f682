"""The case file: one document about one person, written by hand or by a program.

`read` gives the case or raises `CaseProblems`; `problems` lists what there is to mend; `write`
gives the document of a case; `new_case` is a document to start from; `explain` says it in words.
"""

from surefoot.exchange.case_file.explain import Explained, explain, explain_word
from surefoot.exchange.case_file.messages import CaseProblems, Problem
from surefoot.exchange.case_file.new import example, new_case
from surefoot.exchange.case_file.read import problems, read
from surefoot.exchange.case_file.schema import schema, schema_text
from surefoot.exchange.case_file.write import as_document, write

__all__ = [
    "CaseProblems",
    "Explained",
    "Problem",
    "as_document",
    "example",
    "explain",
    "explain_word",
    "new_case",
    "problems",
    "read",
    "schema",
    "schema_text",
    "write",
]
