"""The filing sheet (党员脱产培训年度计划备案表, plan (十七)) for Word, as a workbook and as JSON: the same figures in three forms."""
