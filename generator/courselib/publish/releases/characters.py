"""The characters that stand for bytes where people compare a fingerprint by eye or read it aloud.

Every adult reader knows them, none is easily taken for another of them, none means harm. The order is part of what a fingerprint looks
like: it never changes.
"""

from __future__ import annotations

#: One for each byte.
CHARACTERS = (
    "山河江湖海洋波浪泉溪潭岛岭峡谷原"
    "林森松柏杨柳桃杏莲芝竹菊葵桂枫槐"
    "花草苗禾稻麦豆果茶棉麻桑藤叶根芽"
    "春夏秋冬晨朝夜暖云雨雪霜冰风雷虹"
    "星月光明辉霞阳空地沙石岩金银铜铁"
    "红黄蓝绿青紫橙墨笔纸书画琴棋诗歌"
    "东西南北中前后远近高平宽长短圆方"
    "马牛羊鹿虎龙象熊鹤凤鹰燕鸥鱼蜂蝶"
    "家国乡村镇城市县省州港桥路街巷园"
    "门窗楼阁亭塔堂院墙灯钟鼓旗帆船舟"
    "学习教师童友民众党员队组班会谈题"
    "文武史法理政经济农工商医兵科技艺"
    "心志思想意信恒勤俭朴勇敢智仁义礼"
    "和谐美善真正公廉昌杰强富康欢安宁"
    "开创建设改革发展进步兴旺丰收耕种"
    "新初元首百亿载岁米盐布袖帽碗镜伞"
)
