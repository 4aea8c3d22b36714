"""The room of the official paper 公文: its elements, found in the paragraphs of a notice (GB/T 9704-2012 党政机关公文格式).

The standard divides a page in three, and so do the modules, each with its English counterpart (``…_en``):

* 版头: ``head`` with ``number`` (发文字号) and ``gazette`` (orders, announcements, minutes); English: ``letterhead_en``,
  ``number_en``, ``markings_en``;
* 主体: ``title`` (标题), ``addressees`` (主送机关), ``body`` (正文 of a notice that forwards a policy), ``signature`` (署名),
  ``dates`` (成文日期), ``notes`` (附件说明, 附注 and other lines that name themselves); English, too: ``letter_en``,
  ``subject_en``;
* 版记: ``imprint`` (抄送, 印发机关, 印发日期).

``elements`` holds what is found; ``frame.official_zh`` and ``frame_en.official_en`` read a paper as a whole.
"""
