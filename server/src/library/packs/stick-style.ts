/** Paper, ink and the green of a blackboard, for browsers from about 2015 on. */
export const STICK_STYLE = `
*{box-sizing:border-box}
body{margin:0;display:flex;flex-direction:column;min-height:100vh;background:#f5f4ee;color:#1b241f;font:16px/1.6 "Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header{padding:14px 24px;background:#17382c;color:#f6f4ec}
h1{margin:0;font-size:22px;line-height:1.3}
header p{margin:2px 0 0;color:#b9cbc0;font-size:14px}
.desk{flex:1;display:flex;min-height:0}
nav{width:320px;flex:none;padding:12px;overflow:auto;border-right:1px solid #dcdacd}
nav button{display:block;width:100%;margin:0 0 6px;padding:10px 12px;border:1px solid transparent;border-radius:8px;background:none;color:inherit;font:inherit;text-align:left;cursor:pointer}
nav button:hover{background:#ecebe2}
nav button[aria-current=true]{background:#fffffc;border-color:#1f6b4f}
nav b{display:block}
nav span{color:#68736c;font-size:13px}
main{flex:1;min-width:0;padding:16px 24px 32px}
h2{margin:0 0 10px;font-size:19px}
.part{margin-bottom:28px}
.frame{position:relative;background:#0f271e;border-radius:10px;overflow:hidden;text-align:center}
.frame video{display:block;width:100%;max-height:70vh;background:#000}
.frame img{display:block;width:100%;height:66vh;object-fit:contain}
.bar{display:flex;gap:10px;align-items:center;padding:8px 12px;color:#f6f4ec;background:#0f271e}
.bar span{flex:1;text-align:center}
.bar button{min-height:42px;padding:0 16px;border:1px solid #35604f;border-radius:8px;background:#17382c;color:inherit;font:inherit;cursor:pointer}
.frame:fullscreen{display:flex;flex-direction:column;border-radius:0}
.frame:fullscreen img{flex:1;height:auto;min-height:0}
audio{width:100%}
pre{max-height:66vh;margin:0;padding:18px 22px;overflow:auto;border-radius:10px;background:#fffffc;font:inherit;white-space:pre-wrap}
.links{margin:8px 0 0}
a{color:#1f6b4f}
:focus-visible{outline:3px solid #f2c14e;outline-offset:1px}
@media (max-width:800px){.desk{flex-direction:column}nav{width:auto;border-right:0;border-bottom:1px solid #dcdacd}main{padding:14px}.frame img{height:52vh}}
`
