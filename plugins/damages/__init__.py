"""Damages 人身损害赔偿: the arithmetic that traffic and medical disputes share.

Sources: 民法典 Art 1179-1183; 最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释 (法释〔2022〕14号), on papers《人身损害赔偿解释》.
"""
