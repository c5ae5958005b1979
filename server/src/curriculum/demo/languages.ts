/** Invented contents of volumes, one line a unit: `title: lesson | lesson`. `= 3上` begins a volume. */
export const CHINESE = `
= 1上
我上学啦: 新书包 | 我的同桌 | 校园走一走
识字一: 天地人和 | 金木水火 | 口耳目手足 | 日月山川
拼音王国: 单韵母 | 声母小火车 | 复韵母朋友 | 整体认读
秋天的画: 落叶飘飘 | 小船弯弯 | 果园里 | 咏鹅
识字二: 画中有字 | 大小多少 | 一片小书林 | 升旗了
想一想: 影子跟着我 | 明天要远足 | 雪地里的小脚印 | 乌鸦找水
= 1下
春天来了: 春风是谁 | 姓氏歌 | 小青蛙找家 | 猜字谜
温暖的家: 吃水想到挖井人 | 我多想看看远方 | 一个接着一个 | 四个大太阳
小伙伴: 小公鸡学游泳 | 树和喜鹊做邻居 | 怎么都高兴
夜色: 静夜思 | 夜里不怕黑 | 端午的粽子香 | 彩虹桥
夏日: 池上 | 小荷叶 | 要下雨啦 | 动物的家
好习惯: 文具回家 | 慢一分钟 | 作业写在哪里 | 小猴摘桃
= 2上
大自然的秘密: 小蝌蚪长大了 | 我是一滴水 | 植物的旅行
识字三: 场景歌 | 树之歌 | 拍手歌 | 田家四季
小小的心: 曹冲称象 | 玲玲画画 | 一封写给爸爸的信 | 妈妈睡着了
看祖国: 登鹳雀楼 | 黄山的石头 | 台湾的湖 | 葡萄熟了
道理藏在故事里: 井底的青蛙 | 冬天的鸟 | 葫芦藤
他们的童年: 大禹治水 | 朱德的扁担 | 难忘的泼水节
= 2下
在春天里: 村居 | 找一找春天 | 开满鲜花的路 | 邓爷爷种树
爱心: 雷锋在哪里 | 千人糕 | 一匹出色的小马
识字四: 神州谣 | 传统节日 | 贝字的故事 | 中国美食
童心: 彩色的梦 | 枫树上的鸟窝 | 沙滩上的城堡 | 我是小虫子
办法总比困难多: 亡羊补牢 | 揠苗助长 | 画杨桃 | 小马过小河
四季与星空: 晓出净慈寺 | 雷雨 | 星星会说话 | 太空生活趣事
= 3上
校园里的笑声: 大青树下 | 花的学校日记 | 不懂就问
金秋时节: 山行 | 铺满落叶的路 | 秋天的雨声 | 听听秋的脚步
童话世界: 卖火柴的孩子 | 那一刻的树洞 | 在牛肚子里 | 一块奶酪
猜测与推想: 总也倒不了的屋 | 胡萝卜先生 | 小狗学叫
观察: 搭船的鸟 | 金色的草地 | 我家的小猫
祖国河山: 望天门山 | 富饶的海岛 | 海滨小镇 | 美丽的林区
= 3下
可爱的生灵: 绝句 | 燕子归来 | 荷花开了 | 昆虫备忘
寓言的智慧: 守株待兔 | 陶罐与铁罐 | 鹿角和鹿腿 | 池子与河
传统文化: 元日 | 纸的发明 | 赵州桥 | 一幅名画
观察与发现: 花钟 | 蜜蜂认路 | 小实验记
奇妙的想象: 宇宙的另一头 | 我变成了树 | 会飞的课桌
多彩童年: 童年的水墨 | 剃头的故事 | 肥皂泡 | 我不能失约
= 4上
壮美的自然: 观潮 | 月光下的村庄 | 现代科技 | 繁星
提出问题: 一个豆荚 | 夜间的眼睛 | 呼风唤雨的时代 | 蝴蝶的家
连续观察: 暮江吟 | 爬墙的藤 | 蟋蟀住宅 | 我的种豆日记
神话之旅: 盘古 | 精卫 | 普罗米修斯 | 女娲
写清一件事: 麻雀 | 爬天都峰 | 游泳记
家国情怀: 出塞 | 为什么读书 | 梅兰芳的胡子 | 延安颂
= 4下
乡村生活: 宿新市 | 乡下人家 | 天窗 | 三月桃花
科普之窗: 琥珀 | 飞向蓝天的恐龙 | 纳米 | 千年圆梦
现代诗: 短诗三首 | 绿 | 白桦 | 在天晴的时候
作家笔下的动物: 猫 | 母鸡 | 白鹅
游记: 海上日出 | 双龙洞 | 颐和园
成长: 小英雄 | 我们家的男孩 | 芦花鞋
= 5上
一花一鸟: 白鹭 | 花生 | 桂花雨 | 珍珠鸟
阅读要有速度: 搭石 | 将相和 | 追逐声音 | 冀中地道
民间故事: 猎人海力布 | 牛郎织女 | 田螺姑娘
爱国: 示儿 | 少年中国 | 圆明园 | 小岛
说明文: 太阳 | 松鼠 | 风向袋的制作
父母之爱: 慈母 | 父爱之舟 | 精彩与糟糕
= 5下
童年往事: 四时田园 | 祖父的园子 | 月是故乡明 | 梅花魂
名著之旅: 草船借箭 | 景阳冈 | 猴王 | 红楼一角
遨游汉字: 汉字真有趣 | 我爱你汉字
责任: 从军行 | 青山处处 | 军神 | 清贫
人物描写: 摔跤 | 他像一棵松 | 刷子手
思维的火花: 自相矛盾 | 田忌赛马 | 跳水
= 6上
触摸自然: 草原 | 丁香 | 宿建德江 | 花之歌
革命岁月: 长征 | 狼牙山 | 开国大典 | 灯光
有目的地阅读: 竹节人 | 宇宙生命之谜 | 故宫一日
小说世界: 桥 | 穷人 | 在柏油路上
围绕中心: 夏天里的成长 | 盼
走近鲁迅: 少年闰土 | 好的故事 | 有的人
= 6下
民风民俗: 北京的春节 | 腊八粥 | 寒食 | 藏戏
外国名著: 鲁滨逊 | 骑鹅旅行 | 汤姆历险
真情: 匆匆 | 那个星期天 | 习作例文
理想与信念: 马诗 | 十六年前 | 为人民服务 | 董存瑞
科学精神: 学弈 | 真理问号 | 表里的生物
难忘小学: 成长纪念册 | 临别赠言
= 7上
四时之景: 春 | 济南冬日 | 雨的四季 | 观沧海
亲情: 秋天的怀念 | 散步 | 世说二则
校园时光: 百草园 | 再塑生命 | 论语选读
人生之舟: 纪念白求恩 | 植树的人 | 诫子书
动物与人: 猫的故事 | 狼 | 人类与鸟
想象之翼: 皇帝新装 | 天上街市 | 寓言四则
= 7下
杰出人物: 邓稼先 | 闻先生 | 孙权劝学
家国: 黄河颂 | 老山界 | 木兰诗
凡人小事: 阿长 | 老王 | 卖油翁
修身: 叶先生二三事 | 最苦最乐 | 陋室铭
哲思: 紫藤 | 一棵树 | 登幽州台
探险: 伟大的悲剧 | 太空一日 | 河中石兽
= 8上
新闻阅读: 消息二则 | 一着惊海天 | 新闻采访
回忆与传记: 藤野 | 我的母亲 | 列夫 | 美丽的颜色
山水: 三峡 | 答谢书 | 与朱元思
情感哲思: 背影 | 白杨 | 散文二篇
建筑之美: 石拱桥 | 园林 | 蝉
君子之风: 孟子三章 | 愚公 | 周亚夫
= 8下
民俗: 社戏 | 回延安 | 安塞腰鼓 | 灯笼
事理说明: 物候 | 恐龙无处不在 | 被压扁的沙子
古文: 桃源 | 小石潭 | 核舟
演讲: 最后一次讲演 | 应有格物精神 | 庆祝奥林匹克
游记: 壶口 | 各拉丹冬 | 一滴水的旅行
经典: 庄子二则 | 礼记二则 | 马说
= 9上
诗歌朗诵: 沁园春 | 周总理 | 乡愁 | 我看
议论: 敬业乐业 | 雨果的信 | 论教养
亭台记: 岳阳楼 | 醉翁亭 | 湖心亭
少年: 故乡 | 我的叔叔 | 孤独之旅
思辨: 自信力 | 怀疑与学问 | 创造宣言
古典小说: 智取生辰纲 | 范进 | 三顾茅庐
= 9下
诗: 祖国啊 | 梅岭 | 短诗五首
人物画廊: 孔乙己 | 变色龙 | 溜索
古文三: 鱼与熊掌 | 唐雎 | 送东阳马生
读书: 短文两篇 | 山水画的意境 | 驱遣想象
戏剧: 屈原 | 天下第一楼 | 枣儿
史传: 曹刿 | 邹忌 | 出师表
`

/** Topics for an edition that begins in grade 1; what a unit is divided into, the edition says. */
export const ENGLISH_A = `
= 1上
Hello! | My school bag | Faces | Animals I see | Numbers to ten | Colours
= 1下
In the classroom | My room | Toys | Food | Drinks | Clothes
= 2上
My family | Boys and girls | My friends | In the park | On the farm | Happy holidays
= 2下
Playtime | Weather | Seasons | My day | Time | Going places
= 3上
Myself | My body | Pets | Fruit we like | Where do you live? | Birthdays
= 3下
Subjects | After-school fun | Days of the week | My neighbourhood | In the kitchen | Travel plans
= 4上
Sports and games | On the weekend | Asking the way | Jobs | Shopping | Celebrations
= 4下
My hobbies | School rules | Countryside | Healthy food | Feelings | Last weekend
= 5上
Classmates | Helping at home | Animals around the world | What I can do | Festivals | A good trip
= 5下
Keeping well | Special days | Going to the zoo | Then and now | Safety | My favourite story
= 6上
In China | Around the world | Travelling | Famous people | Green living | Winter holiday
= 6下
Growing taller | Fairy tales | Sports heroes | Dreams | Earth our home | Saying goodbye
= 7上
You and me | We are family | My school | Favourite subjects | Fun clubs | A day in my life
= 7下
Animal friends | No rules, no order | Keep fit | Eat well | Here and now | Rain or shine
= 8上
Happy holiday | Home sweet home | Same or different | Amazing plants | What a meal! | Plan for yourself
= 8下
Time to relax | Stay healthy | Growing up | The wonders of nature | Making a difference | Crossing cultures
= 9上
How we learn | Moon cakes and more | Could you tell me? | I used to be shy | Made in China | Inventions
= 9下
Rules for us | It must be hers | Music I like | Customs | Feeling sad and glad | Save the planet
`

export const ENGLISH_B = `
= 1上
Good morning | What is your name? | Point to the door | This is my teacher | How many? | A red kite
= 1下
Is it a monster? | Where is the cat? | My little house | I like noodles | Let us swim | It is hot
= 2上
I like football | He likes rice | What do you do? | Her sister | By bus | In spring
= 2下
She is listening | What are you doing? | They are playing | We walk to school | Turn left | Here is my train
= 3上
Point and say | Can you run fast? | Having a picnic | Chopsticks | What is he reading? | Children's Day
= 3下
London letters | Fast food | Animals everywhere | On Sundays | I went there | Happy Mid-Autumn
= 4上
Go straight on | Making a card | Noodles or rice? | Is there a river? | Sports day | At the seaside
= 4下
She is nice | Robots at home | Yesterday | Did you finish? | Music lessons | A famous poet
= 5上
Back from holiday | Shopping list | The picnic | In the library | Feeling tired | Be careful!
= 5下
She was a driver | Dinner tonight | Books on loan | A letter home | It is too big | Going to Kunming
= 6上
How long is it? | Chinatown | Stamps | Festivals at home | Pen pals | Snakes and pandas
= 6下
Ordering food | A picnic in the park | Spaceships | What is the matter? | Gifts | My new school
= 7上
A new start | More than fun | Family ties | Time to celebrate | Fantastic friends | The power of plants
= 7下
The secrets of happiness | Go for it! | Food matters | The art of having fun | Amazing nature | Hitting the road
= 8上
Learning tips | The world at play | Making a difference | Natural disasters | Great inventions | Wild and free
= 8下
Feelings and impressions | Experiences | Journey to space | Seeing the doctor | Cartoon stories | Hobbies that last
= 9上
Wonders of the world | Public holidays | Heroes | Home alone | Museums | Problems and advice
= 9下
Travel diaries | Education | Life now and then | Rules and suggestions | Look after yourself | My future life
`

export const JAPANESE = `
= 7全
こんにちは: あいさつ | 自己紹介 | 家族
学校: 教室 | 時間割 | 部活
毎日の生活: 一日 | 食べ物 | 買い物
町: 道をたずねる | 交通 | 天気
= 8全
趣味: 音楽 | スポーツ | 読書
季節: 春の花見 | 夏祭り | 紅葉
健康: 体の調子 | 病院で
旅行: 計画 | 電車で | 手紙
= 9全
文化: 茶道 | 着物 | 年中行事
将来: 夢 | 仕事 | 進路
環境: ごみ | 水 | 地球
交流: 留学生 | メール | 卒業
`

export const RUSSIAN = `
= 7全
Знакомство: Привет! | Моя семья | Мой класс
Школа: Уроки | Расписание | Друзья
Дом: Моя комната | Завтрак | Помощь дома
Город: Улица | Магазин | Погода
= 8全
Увлечения: Спорт | Музыка | Книги
Времена года: Осень | Зима | Весна
Здоровье: У врача | Режим дня
Путешествие: На вокзале | Письмо другу
= 9全
Культура: Праздники | Театр
Будущее: Профессии | Мечта
Природа: Лес | Вода | Наша Земля
До свидания: Выпускной | Планы
`
