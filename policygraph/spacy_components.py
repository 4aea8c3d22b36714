"""What spaCy imports through its entry point: from then on ``nlp.add_pipe("policygraph_amounts")`` works in any pipeline.

>>> import spacy
>>> from policygraph.spacy_components import COMPONENTS
>>> nlp = spacy.blank("zh")
>>> for name in sorted(COMPONENTS):
...     _ = nlp.add_pipe(name)
>>> doc = nlp("对参展企业最高补助0.8万元。")
>>> [span.text for span in doc.spans["amounts"]]
['0.8万元']
"""

from __future__ import annotations

from ingest.pipeline.components import COMPONENTS, register

__all__ = ["COMPONENTS"]

register()
