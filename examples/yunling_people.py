"""The organizations and posts of 云岭县, and the papers that its people have at hand."""

ORGS = """
03-02 09:30 bgs/head  add-org jw   --name 县纪委监委     --function inspector --head 书记 --liaison 案件监督室主任
03-02 09:30 bgs/head  add-org zrzy --name 县自然资源局   --head 局长       --liaison 办公室主任 --members 5
03-02 09:30 bgs/head  add-org zjj  --name 县住建局       --head 局长       --liaison 办公室主任 --members 7
03-02 09:30 bgs/head  add-org yqgw --name 县园区管委会   --head 管委会主任 --liaison 党政办主任 --members 5
03-02 09:30 bgs/head  add-org jtj  --name 县教体局       --head 局长       --liaison 办公室主任 --members 6
03-02 09:30 bgs/head  add-org nync --name 县农业农村局   --head 局长       --liaison 办公室主任 --members 6
03-02 09:30 bgs/head  add-org wyz  --name 望云镇         --head 镇党委书记 --liaison 党政办主任 --members 9
03-30 09:30 bgs/head  add-org wjw  --name 县卫健委       --head 主任       --liaison 办公室主任 --members 6
03-30 09:40 bgs/head  add-org ykc  --name 望云镇云口村   --head 村党支部书记 --liaison 村文书 --members 5 --parent wyz
"""

OFFICERS = """
03-02 10:00 bgs/head  add-officer bgs  ducha     --post 督查组组长           --email ducha@bgs.yunling.example
03-02 10:00 bgs/head  add-officer jw   shi-2     --post 第二监督检查室主任   --email shi-2@jw.yunling.example
03-02 10:00 bgs/head  add-officer zrzy deputy-1  --post 分管副局长           --role deputy
03-02 10:00 bgs/head  add-officer zrzy zhengshou --post 征收股股长           --email zhengshou@zrzy.yunling.example
03-02 10:00 bgs/head  add-officer zrzy zhifa     --post 执法监察大队大队长
03-02 10:00 bgs/head  add-officer zrzy dengji    --post 不动产登记中心主任
03-02 10:00 bgs/head  add-officer zjj  deputy-1  --post 分管副局长           --role deputy
03-02 10:00 bgs/head  add-officer zjj  jianguan  --post 建管股股长           --email jianguan@zjj.yunling.example
03-02 10:00 bgs/head  add-officer zjj  wuye      --post 物业股股长
03-02 10:00 bgs/head  add-officer yqgw deputy-1  --post 管委会副主任         --role deputy
03-02 10:00 bgs/head  add-officer yqgw qifu      --post 企业服务部部长       --email qifu@yqgw.yunling.example
03-02 10:00 bgs/head  add-officer yqgw guihua    --post 规划建设部部长
03-02 10:00 bgs/head  add-officer yqgw caijin    --post 财政金融部部长
03-02 10:00 bgs/head  add-officer jtj  deputy-1  --post 局党组成员           --role deputy
03-02 10:00 bgs/head  add-officer jtj  caiwu     --post 财务室主任           --email caiwu@jtj.yunling.example
03-02 10:00 bgs/head  add-officer jtj  renshi    --post 人事股股长
03-02 10:00 bgs/head  add-officer jtj  zizhu     --post 学生资助中心主任
03-02 10:00 bgs/head  add-officer nync deputy-1  --post 分管副局长           --role deputy
03-02 10:00 bgs/head  add-officer nync jicai     --post 计财股股长           --email jicai@nync.yunling.example
03-02 10:00 bgs/head  add-officer nync kejiao    --post 科教股股长
03-02 10:00 bgs/head  add-officer nync nongji    --post 农机股股长
03-02 10:00 bgs/head  add-officer wyz  deputy-1  --post 镇党委副书记         --role deputy
03-02 10:00 bgs/head  add-officer wyz  caizheng  --post 镇财政所所长         --email caizheng@wyz.yunling.example
03-02 10:00 bgs/head  add-officer wyz  bianmin   --post 便民服务中心主任
03-30 10:00 bgs/head  add-officer wjw  deputy-1  --post 分管副主任           --role deputy
03-30 10:00 bgs/head  add-officer wjw  yizheng   --post 医政股股长
03-30 10:00 bgs/head  add-officer wjw  caiwu     --post 财务审计股股长       --email caiwu@wjw.yunling.example
03-30 10:00 bgs/head  add-officer wjw  jiceng    --post 基层卫生股股长
03-30 10:00 bgs/head  add-officer ykc  deputy-1  --post 村委会副主任         --role deputy
03-30 10:00 bgs/head  add-officer ykc  baozhang  --post 村报账员             --email baozhang@ykc.yunling.example
"""

# ------------------------------------------------------------- the papers that people have at hand

PAPERS = {
    "过渡费核算公示表.txt": "城北片区过渡费核算公示（4月8日至4月14日）：37户已逐户核算，公示期内2户提出异议。",
    "过渡费兑付凭证汇总.txt": "截至4月30日兑付无争议户35户，合计68.4万元，银行回单35张。",
    "过渡费核算时限规定.txt": "第三条 征收协议签订后15个工作日内核定过渡费；逾期由分管领导向局党组说明。",
    "图斑现场核查表.txt": "6个逾期图斑核查结果：拆除复耕3个，补办手续2个，移交执法1个。",
    "图斑交办台账.txt": "二季度交办图斑14个，到期前5日催办14次，按期报送14个。",
    "登记窗口整改照片说明.txt": "3月20日起评价器移至群众一侧；作废代填登记表11份，编号已登记。",
    "窗口录像抽看记录.txt": "3月下旬至4月上旬抽看录像6次，未见工作人员代填代按。",
    "12个项目核验表.txt": "12个项目核验结果：7个合规，5个先干后批；5个已补齐论证并对5名责任人定责。",
    "变更审批办法.txt": "第六条 设计变更未经批复不得施工；第九条 先干后批的不予计量，并在全县通报。",
    "4至5月抽查通报.txt": "4月抽查4个项目、5月抽查5个项目，变更21项均先批后干。",
    "物业投诉积案答复汇总.txt": "31件积案：书面答复31件，约谈物业企业9家次，其中4家限期整改。",
    "巡查表.txt": "养殖场巡查表2份，巡查人签字日期均为4月2日。",
    "补填记录作废登记.txt": "包联记录18份逐份加盖作废章，原件封存备查。",
    "企业走访签到.txt": "3月16日至3月30日走访企业18家，7家未见过包联干部的企业由副主任带队补访。",
    "企业签认单样式.txt": "走访时间、事项、办理结果三栏由企业经办人填写并盖章，一式两份。",
    "闲置用地认定书.txt": "3宗用地认定：1宗为规划调整所致，2宗为企业原因，起算时间均已明确。",
    "奖补资金复审表.txt": "4笔186万元复审：3笔符合条件，1笔多付21万元，已于5月26日收回。",
    "支付系统必传项截图说明.txt": "6月18日上线：未上传审核意见的支付申请由系统退回，试运行退回2笔。",
    "超标准接待费清退收据.txt": "3份超标准单据共清退4260元，收据3张。",
    "谈话提醒记录.txt": "对3个科室的责任人谈话提醒，填写谈话登记表3份。",
    "报销审核单.txt": "4月1日至5月8日受理接待报销11笔，2笔无公函退回不予报销。",
    "研讨检查办法.txt": "取消笔记本数检查；每月随机听2所学校研讨，现场询问教师3人。",
    "营养餐补公示及退款清单.txt": "补公示学校14所，3所学校供货方退回差价8730元。",
    "培训代签核减表.txt": "核减代签38人次，追回培训补助5700元。",
    "5月班拍照签到册.txt": "第1期45人，每日上下午各拍照签到一次，缺勤2人。",
    "学员回访记录.txt": "回访45人，能说清并在用所学技术的40人，占88.9%。",
    "发放名册比对结果.txt": "全县名册3.2万户比对，户名与账户不一致的共61户，其中两个村代领14户。",
    "补发到户回单.txt": "14户补发1.96万元，银行回单14张，农户签字确认。",
    "直达账户通知.txt": "自5月1日起耕地补贴只发放到承包农户本人社会保障卡，不接受代领。",
    "线索移交登记.txt": "4月8日按程序移交，登记1件，具体内容不在本台账。",
    "三资清查汇总.txt": "11个村集体资产1846万元、资源2.3万亩、资金412万元，账实差异9处已调整。",
    "比价公示办法.txt": "1万元以上小微工程须3家比价，结果在村务公开栏公示7日。",
    "二季度比价抽查表.txt": "二季度抽查小微工程8项：比价、公示齐全7项，1项7月5日补齐。有效至下季度抽查。",
    "信访件答复书.txt": "3件信访件答复书送达回证3份，信访人当面签收。",
    "望云镇签认单.txt": "3件信访件已书面答复，同意申请销号。镇党委书记签字，6月29日。",
}
