/** Invented micro-lessons of 英语. */
export const ENGLISH = `
= 微课 yy-pep-3a-01-01 | Hello! 见面打招呼
~ 学会用 Hello、Good morning、Nice to meet you 打招呼和作自我介绍。
+ 问候,口语
: at 林晓雯
# New words
@ cards Hello! 你好 | Good morning! 早上好 | Goodbye! 再见 | Nice to meet you! 很高兴认识你
> 见面怎么打招呼？Hello! 早上说，Good morning! 分别时说，Goodbye!
# Let's talk
- A: Hello! I'm Lily.
- B: Hi! I'm Tom. Nice to meet you!
> 听一段对话。Hello! I'm Lily. Hi! I'm Tom. Nice to meet you!
# Your turn
- Hello! I'm ______.
> 现在轮到你了。请说，Hello! I'm，再加上你的名字。

= 微课 yy-pep-3a-06-01 | Colours 彩虹里的颜色
~ 认读六个颜色单词，会用 It's red. 描述物品。
+ 颜色,单词
: at 林晓雯
# New words
@ cards red 红色 | yellow 黄色 | blue 蓝色 | green 绿色
> Red 红色。Yellow 黄色。Blue 蓝色。Green 绿色。
# What colour is it?
- What colour is it?
- It's red.
> 问颜色，What colour is it? 回答，It's red.
# Play
- Touch something green!
- Touch something blue!
> 我们来做游戏。Touch something green! 请摸一摸绿色的东西。

= 微课 yy-pep-3a-04-01 | Animals I see 农家小动物
~ 认读常见动物单词，会用 I see a ... 说看到的动物。
+ 动物,单词
# New words
@ cards duck 鸭子 | pig 猪 | cat 猫 | dog 狗
> Duck 鸭子。Pig 猪。Cat 猫。Dog 狗。
# I see a ...
- What do you see?
- I see a duck.
> 问看到什么，What do you see? 回答，I see a duck.
# Guess
- It says quack. It's a duck!
> 猜一猜。It says quack. 没错，It's a duck!

= 微课 yy-pep-4a-01-01 | My family 介绍我的家人
~ 学习家庭成员的英文称呼，会用 This is my ... 作介绍。
+ 家庭,口语
# New words
@ cards father 爸爸 | mother 妈妈 | brother 兄弟 | sister 姐妹
> Father 爸爸。Mother 妈妈。Brother 兄弟。Sister 姐妹。
# This is my ...
- This is my mother.
- She is a teacher.
> 介绍家人，可以说，This is my mother. She is a teacher.
# Your turn
- 拿一张全家福，介绍两位家人
> 请拿一张全家福，用 This is my 介绍两位家人。

= 微课 yy-wy1-3a-02-01 | Can you run fast? 说说会做的事
~ 用 Can you ...? 询问能力，并作肯定和否定回答。
+ 情态动词,口语
# Look and say
@ cards run fast 跑得快 | jump high 跳得高 | swim 游泳 | ride fast 骑得快
> Run fast 跑得快。Jump high 跳得高。Swim 游泳。
# Ask and answer
- Can you run fast?
- Yes, I can. / No, I can't.
> 问对方会不会，Can you run fast? 会，就说 Yes, I can. 不会，就说 No, I can't.
# Survey
@ table Name，run fast，swim | Lily，Yes，No | Tom，No，Yes
> 请调查三位同学，把结果写进表格。
`
