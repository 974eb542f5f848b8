using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;

namespace HienTai.Server.Sample;

/// <summary>
/// What the contributions of the sample are called and say of themselves, put together from lists by the trade of who
/// made them. All invented.
/// </summary>
static class SampleWorks
{
    /// <param name="Tasks">What is made better; begins with a verb.</param>
    /// <param name="Means">By what.</param>
    /// <param name="Before">How things were.</param>
    /// <param name="Benefit">What came of it; {n} is a number.</param>
    sealed record Trade(string Field, string[] Tasks, string[] Means, string[] Before, string[] Benefit);

    static readonly Trade Preschool = new(
        "Giáo dục mầm non",
        List(
            "phát triển ngôn ngữ cho trẻ {tuoi}|rèn kỹ năng tự phục vụ cho trẻ {tuoi}|giúp trẻ {tuoi} làm quen với chữ cái|hình thành thói quen vệ sinh cho trẻ {tuoi}|phát triển vận động tinh cho trẻ {tuoi}|giáo dục lễ giáo cho trẻ {tuoi}|giúp trẻ {tuoi} làm quen với toán|phòng tránh tai nạn thương tích cho trẻ {tuoi}|nâng cao chất lượng bữa ăn bán trú cho trẻ {tuoi}|giúp trẻ {tuoi} chậm nói hòa nhập lớp học|khơi gợi cảm thụ âm nhạc ở trẻ {tuoi}|phối hợp với cha mẹ trong chăm sóc trẻ {tuoi}"
        ),
        List(
            "qua trò chơi dân gian|bằng đồ chơi từ vật liệu tái chế|qua hoạt động góc|qua kể chuyện bằng rối tay|bằng video ngắn gửi phụ huynh|theo hướng lấy trẻ làm trung tâm|bằng sổ theo dõi điện tử|qua hoạt động ngoài trời"
        ),
        List(
            "Trẻ ít được trải nghiệm, giáo viên tổ chức hoạt động theo khuôn mẫu, đồ dùng trực quan còn thiếu.|Sĩ số lớp đông, nhiều cha mẹ làm công nhân nên ít thời gian phối hợp với lớp."
        ),
        List(
            "{n} % trẻ trong lớp đạt mục tiêu của chủ đề, tăng so với đầu năm học; phụ huynh phối hợp thường xuyên hơn.|{n} % trẻ thực hiện được kỹ năng mà không cần nhắc; chi phí đồ dùng giảm nhờ tận dụng vật liệu sẵn có."
        )
    );

    static readonly Trade Primary = new(
        "Giáo dục tiểu học",
        List(
            "rèn kỹ năng đọc hiểu cho học sinh lớp {th}|nâng cao chất lượng dạy học Toán lớp {th}|rèn chữ viết đúng, đẹp cho học sinh lớp {th}|giúp học sinh lớp {th} giải toán có lời văn|phát triển năng lực giao tiếp tiếng Anh cho học sinh lớp {th}|xây dựng lớp học hạnh phúc ở lớp {th}|giáo dục kỹ năng sống cho học sinh lớp {th}|tổ chức hoạt động trải nghiệm cho học sinh lớp {th}|hỗ trợ học sinh lớp {th} tiếp thu chậm|hình thành thói quen đọc sách cho học sinh lớp {th}|phòng chống đuối nước cho học sinh lớp {th}|đánh giá học sinh lớp {th} theo Thông tư 27|dạy Tin học lớp {th} theo dự án nhỏ|giáo dục an toàn giao thông cho học sinh lớp {th}"
        ),
        List(
            "bằng sơ đồ tư duy|qua trò chơi học tập trên bảng tương tác|bằng phiếu học tập phân hóa|qua câu lạc bộ cuối tuần|bằng kho bài giảng số dùng chung|theo mô hình lớp học đảo ngược|qua nhóm đôi bạn cùng tiến|bằng sổ liên lạc điện tử|qua tủ sách lớp học"
        ),
        List(
            "Lớp có sĩ số trên 45 em, trình độ không đều; học sinh làm bài theo mẫu, ngại nói trước lớp.|Giáo viên soạn bài riêng lẻ, học liệu chưa dùng chung, học sinh thiếu hứng thú trong tiết ôn tập."
        ),
        List(
            "{n} % học sinh hoàn thành tốt, tăng so với khảo sát đầu năm; không còn học sinh chưa hoàn thành.|{n} % học sinh tự tin trình bày trước lớp; thời gian chấm, nhận xét của giáo viên giảm khoảng một phần ba."
        )
    );

    static readonly Trade Secondary = new(
        "Giáo dục trung học cơ sở",
        List(
            "phát triển tư duy phản biện cho học sinh lớp {cs}|bồi dưỡng học sinh giỏi lớp {cs}|dạy học Khoa học tự nhiên lớp {cs} theo định hướng STEM|rèn kỹ năng viết đoạn văn nghị luận cho học sinh lớp {cs}|giúp học sinh lớp {cs} yếu môn Toán đạt chuẩn|phát triển kỹ năng nghe, nói tiếng Anh cho học sinh lớp {cs}|tư vấn tâm lý học đường cho học sinh lớp {cs}|phòng chống bạo lực học đường ở khối lớp {cs}|giáo dục lịch sử địa phương cho học sinh lớp {cs}|tổ chức thí nghiệm ảo cho học sinh lớp {cs}|giáo dục pháp luật cho học sinh lớp {cs}|hướng nghiệp, phân luồng cho học sinh lớp {cs}|kiểm tra, đánh giá thường xuyên ở lớp {cs}"
        ),
        List(
            "qua dự án học tập liên môn|bằng ngân hàng câu hỏi trực tuyến|qua câu lạc bộ khoa học nhỏ|bằng mô phỏng trên máy tính|qua hồ sơ học tập điện tử|bằng phim tư liệu do học sinh tự làm|qua diễn đàn học sinh|theo nhóm năng lực|bằng bảng theo dõi tiến bộ từng tuần"
        ),
        List(
            "Học sinh học thuộc theo đề cương, ít vận dụng; kết quả khảo sát đầu năm thấp hơn mặt bằng huyện.|Đồ dùng thí nghiệm thiếu và cũ, các tổ chuyên môn chưa có kho học liệu chung."
        ),
        List(
            "{n} % học sinh đạt từ trung bình trở lên trong kỳ khảo sát cuối năm; số học sinh giỏi cấp huyện tăng.|{n} % học sinh tham gia tích cực; ba tổ chuyên môn trong trường đã dùng lại."
        )
    );

    static readonly Trade Reform = new(
        "Cải cách hành chính",
        List(
            "rút ngắn thời gian giải quyết hồ sơ hộ tịch|tiếp nhận hồ sơ ngoài giờ cho công nhân ở trọ|theo dõi hồ sơ trễ hạn của các phòng|số hóa hồ sơ lưu trữ từ năm {nam}|lấy ý kiến hài lòng của người dân|tra cứu văn bản chỉ đạo của huyện|trả kết quả hồ sơ tại nhà cho người cao tuổi|theo dõi nhiệm vụ Chủ tịch UBND huyện giao|liên thông khai sinh, thường trú, bảo hiểm y tế|hướng dẫn người dân nộp hồ sơ trực tuyến"
        ),
        List(
            "bằng mã QR|qua tổ công nghệ số cộng đồng|bằng bảng theo dõi dùng chung|qua nhóm Zalo chính thức của xã|bằng mẫu đơn điền sẵn|qua bưu chính công ích|bằng biểu nhắc việc tự động"
        ),
        List(
            "Người dân phải đi lại nhiều lần, hồ sơ chuyển giấy giữa các bộ phận, không ai biết đang vướng ở đâu.|Theo dõi bằng sổ tay và nhiều tệp Excel rời nhau, báo cáo cuối tháng mất hai ngày."
        ),
        List(
            "Thời gian giải quyết giảm {n} %, không còn hồ sơ trễ hạn quá ba ngày.|{n} % người dân được hỏi hài lòng; bớt một lần đi lại cho mỗi hồ sơ."
        )
    );

    static readonly Trade Urban = new(
        "Quản lý đô thị",
        List(
            "phát hiện sớm công trình xây dựng sai phép|lập lại trật tự lòng lề đường khu chợ tự phát|quản lý cấp phép xây dựng nhà ở riêng lẻ|xử lý điểm ngập khi triều cường ở xã {xa}|quản lý cây xanh trên tuyến đường xã {xa}|vận động người dân hiến đất mở hẻm ở xã {xa}|xóa quảng cáo rao vặt trái phép|theo dõi tiến độ giải phóng mặt bằng|phối hợp kiểm tra phòng cháy nhà trọ|kiểm soát bến bãi vật liệu xây dựng ven kênh"
        ),
        List(
            "bằng bản đồ số và ảnh chụp định vị|qua tổ tự quản khu phố|bằng đường dây nóng và ảnh người dân gửi|bằng lịch kiểm tra chéo giữa các xã|bằng hồ sơ điện tử theo thửa đất|qua camera an ninh do dân lắp"
        ),
        List(
            "Địa bàn rộng, đô thị hóa nhanh, lực lượng mỏng; vi phạm chỉ bị phát hiện khi đã xây xong.|Các xã báo cáo theo nhiều mẫu khác nhau, không đối chiếu được vị trí và tình trạng xử lý."
        ),
        List(
            "Số vụ vi phạm giảm {n} % so với cùng kỳ; phần lớn được xử lý ngay từ phần móng.|{n} % phản ánh được trả lời trong 24 giờ."
        )
    );

    static readonly Trade Land = new(
        "Tài nguyên và môi trường",
        List(
            "phân loại rác tại nguồn ở khu nhà trọ|cập nhật biến động đất đai sau cấp giấy|vớt lục bình trên kênh rạch xã {xa}|thu gom bao bì thuốc bảo vệ thực vật|đối chiếu hồ sơ địa chính của xã {xa}|công khai quy hoạch sử dụng đất|giám sát điểm tập kết rác|kiểm tra nguồn thải cơ sở sản xuất nhỏ"
        ),
        List(
            "bằng phiếu kiểm tra điện tử|qua mô hình ngày Chủ nhật xanh|bằng bản đồ nền dùng chung|bằng thùng rác hai ngăn tự chế|qua cam kết của chủ nhà trọ|bằng ảnh vệ tinh miễn phí"
        ),
        List(
            "Rác sinh hoạt đổ chung, điểm tập kết tự phát; việc kiểm tra ghi tay nên không theo dõi được tái phạm.|Bản đồ giấy và sổ mục kê không khớp, mỗi lần đối chiếu phải xuống thực địa."
        ),
        List(
            "Lượng rác trộn lẫn giảm {n} %; bốn điểm đen được xóa.|{n} % hồ sơ đối chiếu xong tại phòng, không phải đi thực địa."
        )
    );

    static readonly Trade Economy = new(
        "Nông nghiệp",
        List(
            "phòng bệnh cho hoa lan cắt cành ở xã {xa}|tưới tiết kiệm nước cho rau ăn lá ở xã {xa}|nuôi cá cảnh xuất khẩu ở xã {xa}|truy xuất nguồn gốc rau VietGAP của hợp tác xã|hỗ trợ hộ kinh doanh chuyển sang hóa đơn điện tử|kết nối tiêu thụ nông sản của xã {xa}|cải tạo đất phèn trồng rau ở xã {xa}|giảm hao hụt sau thu hoạch của tổ hợp tác rau"
        ),
        List(
            "bằng cảm biến độ ẩm giá rẻ|bằng chế phẩm sinh học tự ủ|qua sổ nhật ký điện tử|bằng mã QR trên bao bì|qua điểm trình diễn của nông dân giỏi|bằng nhà lưới thấp"
        ),
        List(
            "Nông hộ sản xuất nhỏ lẻ, phụ thuộc kinh nghiệm; chi phí nước, điện và thuốc cao.|Sản phẩm bán qua thương lái, không chứng minh được nguồn gốc nên giá thấp."
        ),
        List(
            "Chi phí mỗi vụ giảm {n} %; mười hai hộ trong tổ hợp tác làm theo.|Giá bán tăng {n} %, hao hụt giảm rõ rệt."
        )
    );

    static readonly Trade Health = new(
        "Y tế",
        List(
            "quản lý tiêm chủng cho trẻ tạm trú|theo dõi người cao tuổi mắc bệnh không lây nhiễm|diệt lăng quăng ở khu nhà trọ xã {xa}|kiểm soát an toàn thực phẩm bếp ăn tập thể|truyền thông dân số cho nữ công nhân|lập hồ sơ sức khỏe học sinh|quản lý hành nghề y dược tư nhân"
        ),
        List(
            "bằng tin nhắn nhắc lịch|qua cộng tác viên ấp|bằng phiếu khảo sát trên điện thoại|bằng bản đồ ca bệnh|qua phối hợp với trường học"
        ),
        List(
            "Người tạm trú chiếm hơn nửa dân số, danh sách quản lý thay đổi từng tháng nên nhiều người bị bỏ sót.|Kiểm tra theo đợt, kết quả ghi giấy, không biết cơ sở nào tái phạm."
        ),
        List("Tỷ lệ được quản lý đạt {n} %, tăng so với năm trước.|Số ca bệnh giảm {n} % so với cùng kỳ.")
    );

    static readonly Trade Society = new(
        "Văn hóa – xã hội",
        List(
            "chi trả trợ cấp bảo trợ xã hội|giữ gìn đờn ca tài tử ở xã {xa}|xây dựng tủ sách nhà văn hóa ấp|hỗ trợ việc làm cho thanh niên sau nghĩa vụ quân sự|rà soát hộ nghèo đa chiều ở xã {xa}|phòng chống bạo lực gia đình|tổ chức sân chơi hè cho thiếu nhi xã {xa}|tuyên truyền di sản Láng Le – Bàu Cò|vận động Quỹ vì người nghèo ở xã {xa}"
        ),
        List(
            "qua tài khoản ngân hàng|bằng danh sách dùng chung giữa các đoàn thể|qua câu lạc bộ ở ấp|bằng phim ngắn và phát thanh|qua mô hình mỗi chi hội giúp một hộ|bằng lịch hoạt động mở"
        ),
        List(
            "Danh sách của các đoàn thể trùng lặp, có hộ được giúp nhiều lần, có hộ bị bỏ sót.|Hoạt động theo phong trào, người trẻ ít tham gia, thiết chế văn hóa ít được dùng."
        ),
        List(
            "{n} % đối tượng được hỗ trợ đúng hạn; không còn trùng lặp.|Lượt người tham gia tăng {n} %; kinh phí phần lớn do xã hội đóng góp."
        )
    );

    static readonly Trade Office = new(
        "Công nghệ thông tin",
        List(
            "tổng hợp báo cáo từ các đơn vị|quản lý tài sản công của đơn vị|theo dõi thu, chi ngân sách xã|quản lý hồ sơ cán bộ, công chức|theo dõi đơn khiếu nại, tố cáo|lập dự toán và quyết toán|quản lý lịch họp và phòng họp|sao lưu dữ liệu của đơn vị|theo dõi tiến độ các gói thầu|phổ biến, giáo dục pháp luật cho người lao động"
        ),
        List(
            "bằng biểu mẫu trực tuyến|bằng bảng tính dùng chung có kiểm lỗi|bằng phần mềm nguồn mở|bằng mã vạch|qua cổng thông tin nội bộ|bằng lịch nhắc tự động"
        ),
        List(
            "Mỗi đơn vị gửi một mẫu, chuyên viên nhập lại bằng tay, sai sót chỉ phát hiện khi quyết toán.|Hồ sơ giấy nằm rải rác, tìm một tài liệu mất hàng giờ."
        ),
        List(
            "Thời gian tổng hợp giảm {n} %, số liệu khớp ngay lần đầu.|Tiết kiệm khoảng {n} giờ làm việc mỗi tháng cho cả phòng."
        )
    );

    static readonly Trade School = new(
        "Quản lý giáo dục",
        List(
            "quản lý hồ sơ, sổ sách của nhà trường|xếp thời khóa biểu và phân công chuyên môn|kiểm tra nội bộ trường học|quản lý bếp ăn bán trú|bồi dưỡng giáo viên mới vào nghề|quản lý thiết bị dạy học|công khai thu, chi với phụ huynh|tuyển sinh đầu cấp|xây dựng trường học an toàn|quản lý thư viện trường học"
        ),
        List(
            "bằng biểu mẫu trực tuyến|bằng bảng tính dùng chung có kiểm lỗi|qua tổ tư vấn phụ huynh|bằng mã vạch|qua cổng thông tin của trường|bằng lịch nhắc tự động|qua nhóm giáo viên nòng cốt"
        ),
        List(
            "Mỗi tổ một mẫu sổ, cuối kỳ ban giám hiệu mới thấy thiếu sót.|Việc theo dõi dựa vào một người; người ấy vắng thì không ai nắm được."
        ),
        List("Thời gian tổng hợp giảm {n} %, hồ sơ đủ trước hạn.|{n} % phụ huynh được hỏi hài lòng.")
    );

    static readonly string[] Leads =
    [
        "Một số biện pháp",
        "Giải pháp",
        "Biện pháp",
        "Kinh nghiệm",
        "Đổi mới cách",
        "Cải tiến cách",
    ];
    static readonly string[] Ages = ["24–36 tháng", "3–4 tuổi", "4–5 tuổi", "5–6 tuổi"];

    static Trade Of(Post post) =>
        post switch
        {
            { Track: Track.Preschool } => Preschool,
            { Track: Track.Primary } or { Unit.Code: "TH34" } => Primary,
            { Track: Track.LowerSecondary } or { Unit.Code: "SN01" } => Secondary,
            { Unit.Code: "CQ01" or "CQ02" or "CQ03" or "CQ10" or "SN07" } => Reform,
            { Unit.Code: "CQ12" or "SN04" } => Urban,
            { Unit.Code: "CQ05" or "SN05" } => Land,
            { Unit.Code: "CQ11" } => Economy,
            { Unit.Code: "CQ09" } => Health,
            { Unit.Code: "CQ06" or "CQ07" or "SN02" or "SN03" } => Society,
            { Name: "Địa chính" } => Land,
            { Name: "Tư pháp – hộ tịch" or "Văn phòng – thống kê" } => Reform,
            { Name: "Chủ tịch Hội Nông dân" or "Phó Chủ tịch Hội Nông dân" } => Economy,
            { Track: Track.CommuneCadre } => Urban,
            { Unit.Kind: UnitKind.Commune or UnitKind.Town } => Society,
            _ => Office,
        };

    /// <summary>
    /// An initiative of somebody in their post, with a title nobody has used yet where the lists allow it.
    /// </summary>
    public static ContributionDetails Initiative(
        Post post,
        ContributionKind kind,
        int year,
        Dice dice,
        HashSet<string> taken
    )
    {
        var trade = post is { Lead: > 0, Track: Track.Preschool or Track.Primary or Track.LowerSecondary }
            ? School
            : Of(post);
        var (task, means, title) = ("", "", "");
        for (var n = 0; n < 12 && (n == 0 || !taken.Add(title)); n++)
        {
            (task, means) = (Filled(dice.Of(trade.Tasks), year, dice), dice.Of(trade.Means));
            title =
                kind is ContributionKind.BottleneckSolution
                    ? $"Tháo gỡ vướng mắc khi {task}"
                    : $"{dice.Of(Leads)} {task} {means}";
        }
        return new(
            kind,
            NatureOf(kind, means, post),
            title,
            trade.Field,
            post.Unit.Id,
            kind is ContributionKind.BottleneckSolution
                ? Filled("Quy định phối hợp giữa các phòng và xã, năm {nam}", year, dice)
                : "",
            kind is ContributionKind.BottleneckSolution ? "UBND huyện Bình Chánh" : "",
            new(year, dice.Between(1, 2)),
            dice.Of(trade.Before),
            $"{char.ToUpperInvariant(task[0])}{task[1..]} {means}: khảo sát hiện trạng, làm thử ở một nhóm nhỏ trong {dice.Between(3, 8)} tuần, điều chỉnh rồi áp dụng trong toàn đơn vị.",
            dice.Of(trade.Benefit)
                .Replace(
                    "{n}",
                    $"{dice.Between(16, 48) + (trade.Benefit[0].Contains("học sinh", StringComparison.Ordinal) ? 46 : 0)}",
                    StringComparison.Ordinal
                )
        );
    }

    static InitiativeNature? NatureOf(ContributionKind kind, string means, Post post)
    {
        if (kind is not ContributionKind.Initiative)
            return null;
        if (Speaks("cảm biến", "chế phẩm"))
            return InitiativeNature.Technical;
        if (Speaks("mềm", "điện tử", "trực tuyến"))
            return InitiativeNature.TechnicalProgress;
        return post.Lead > 0 || post.Track is Track.CommuneCadre
            ? InitiativeNature.Managerial
            : InitiativeNature.Operational;

        bool Speaks(params string[] of) => of.Any(word => means.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>What the other kinds are called, about what, and who asks for them.</summary>
    static readonly Dictionary<
        ContributionKind,
        (string Lead, string[] Matters, string[] Asking, string Field)
    > Others = new()
    {
        [ContributionKind.PolicyAdvice] = (
            "Góp ý ",
            List(
                "dự thảo quy chế phối hợp giữa xã và Công an xã|dự thảo nghị quyết hỗ trợ giáo viên mầm non|dự thảo quy định dạy thêm, học thêm|dự thảo tiêu chí nông thôn mới nâng cao|dự thảo quy chế thi đua, khen thưởng của huyện|dự thảo kế hoạch chuyển đổi số của xã {xa}|dự thảo chính sách thu hút nhân lực y tế|quy định quản lý nhà trọ trên địa bàn xã {xa}"
            ),
            List("UBND huyện Bình Chánh|Hội đồng nhân dân huyện|Sở Giáo dục và Đào tạo|Sở Nội vụ"),
            "Quản lý nhà nước"
        ),
        [ContributionKind.Consultation] = (
            "Tư vấn ",
            List(
                "lựa chọn phần mềm quản lý trường học|thiết kế thư viện thân thiện cho trường ở xã {xa}|phương án thoát nước khu dân cư xã {xa}|xây dựng đề án vị trí việc làm|bảo tồn di tích trên địa bàn xã {xa}|chuyển đổi cây trồng ở xã {xa}"
            ),
            List("Phòng Giáo dục và Đào tạo|Phòng Kinh tế|UBND huyện Bình Chánh"),
            "Tư vấn"
        ),
        [ContributionKind.Critique] = (
            "Phản biện ",
            List(
                "đề án sắp xếp điểm trường xã {xa}|phương án quy hoạch khu công viên xã {xa}|đề án chợ đầu mối nông sản|dự thảo đề án phát triển giao thông nông thôn|đề án trường học tiên tiến, hội nhập|phương án di dời nhà ven kênh"
            ),
            List(
                "Ủy ban Mặt trận Tổ quốc huyện|Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố|UBND huyện Bình Chánh"
            ),
            "Phản biện"
        ),
        [ContributionKind.SocialAppraisal] = (
            "Giám định xã hội ",
            List(
                "hiệu quả trạm xử lý nước xã {xa}|việc thực hiện quy tắc ứng xử trong trường học|chất lượng đường nông thôn xã {xa}|hiệu quả mô hình bếp ăn bán trú"
            ),
            List("Ủy ban Mặt trận Tổ quốc huyện"),
            "Giám định xã hội"
        ),
        [ContributionKind.StrategyOrPlan] = (
            "",
            List(
                "Kế hoạch phát triển trường giai đoạn {nam}–{nam5}|Chiến lược chuyển đổi số của đơn vị giai đoạn {nam}–{nam5}|Kế hoạch phát triển nông nghiệp công nghệ cao xã {xa}|Quy hoạch mạng lưới trường lớp đến năm 2030|Quy hoạch nghĩa trang và công viên cây xanh xã {xa}|Kế hoạch chỉnh trang đô thị xã {xa} giai đoạn {nam}–{nam5}|Kế hoạch đào tạo nguồn nhân lực y tế cơ sở"
            ),
            List("UBND huyện Bình Chánh|Huyện ủy Bình Chánh"),
            "Quản lý nhà nước"
        ),
        [ContributionKind.Project] = (
            "Công trình ",
            List(
                "vườn trường giáo dục môi trường|sân chơi từ vật liệu tái chế tại xã {xa}|đường hoa nông thôn mới xã {xa}|hệ thống lọc nước uống trường học|phòng thực hành STEM dùng chung|nhà văn hóa thông minh xã {xa}"
            ),
            List("UBND huyện Bình Chánh|Huyện đoàn Bình Chánh"),
            "Khoa học kỹ thuật"
        ),
        [ContributionKind.Research] = (
            "Nghiên cứu ",
            List(
                "thực trạng năng lực số của giáo viên huyện Bình Chánh|sức khỏe tâm thần của học sinh trung học cơ sở|sinh kế của hộ mất đất nông nghiệp ở xã {xa}|nhu cầu gửi trẻ của công nhân khu công nghiệp|chất lượng nước mặt kênh rạch xã {xa}|nguyên nhân học sinh lớp {cs} bỏ học giữa chừng"
            ),
            List("|Sở Khoa học và Công nghệ|Trường Đại học Sài Gòn"),
            "Khoa học xã hội"
        ),
        [ContributionKind.TechnologyTransfer] = (
            "Chuyển giao ",
            List(
                "quy trình nhân giống lan cấy mô cho tổ hợp tác xã {xa}|hệ thống tưới nhỏ giọt cho hợp tác xã xã {xa}|phần mềm quản lý bếp ăn bán trú cho trường bạn|quy trình ủ phân hữu cơ từ rác chợ"
            ),
            List("Hợp tác xã nông nghiệp|Phòng Kinh tế"),
            "Khoa học nông nghiệp"
        ),
        [ContributionKind.AppliedTechnology] = (
            "Ứng dụng ",
            List(
                "bản đồ số trong quản lý địa bàn xã {xa}|trợ lý ảo trả lời thủ tục hành chính|chấm bài trắc nghiệm bằng điện thoại|thẻ điểm danh bằng mã QR trong trường học|cảm biến đo mực nước triều ở xã {xa}|thư viện số dùng chung cho các trường"
            ),
            List("UBND huyện Bình Chánh||Phòng Văn hóa và Thông tin"),
            "Công nghệ thông tin"
        ),
        [ContributionKind.OpenLearningResource] = (
            "",
            List(
                "Bộ bài giảng điện tử Toán lớp {th}|Kho video thí nghiệm Khoa học tự nhiên lớp {cs}|Bộ thẻ từ tiếng Anh lớp {th}|Tuyển tập truyện kể cho trẻ {tuoi}|Học liệu lịch sử địa phương Bình Chánh lớp {cs}|Ngân hàng câu hỏi Ngữ văn lớp {cs}|Bài giảng Tin học mở lớp {th}"
            ),
            List("Phòng Giáo dục và Đào tạo||Sở Giáo dục và Đào tạo"),
            "Giáo dục và đào tạo"
        ),
        [ContributionKind.Publication] = (
            "",
            List(
                "Bài báo: Dạy học trải nghiệm ở vùng ven đô thị, lớp {cs}|Bài báo: Quản lý nhà trường trong chuyển đổi số|Sách: Trò chơi dân gian cho trẻ {tuoi}|Bài báo: Phân loại rác tại nguồn nhìn từ xã {xa}|Bài báo: Cải cách hành chính cấp xã, kinh nghiệm xã {xa}|Sách: Sổ tay giáo viên chủ nhiệm lớp {th}"
            ),
            List(""),
            "Khoa học xã hội"
        ),
        [ContributionKind.Invention] = (
            "Giải pháp hữu ích: ",
            List(
                "máng rửa tay tiết kiệm nước cho trường mầm non|khung trồng rau tầng tự tưới|xe thu gom lục bình cỡ nhỏ|giá treo dụng cụ dạy học đa năng"
            ),
            List(""),
            "Khoa học kỹ thuật và công nghệ"
        ),
    };

    static readonly string[] SchoolWords = ["trường", "học", "lớp", "giáo viên", "trẻ"];

    // A school speaks of schools and of its own classes, an office does not.
    static string[] Fitting(Post post, string[] matters) =>
        [
            .. matters
                .Where(m =>
                    SchoolWords.Any(w => m.Contains(w, StringComparison.OrdinalIgnoreCase))
                    == (
                        post.Track is Track.Preschool or Track.Primary or Track.LowerSecondary or Track.Support
                        || post.Unit.Code is "CQ08" or "SN01" or "TH34"
                    )
                )
                .Where(m =>
                    Of(post) is var trade
                    && (trade == Preschool || !m.Contains("{tuoi}", StringComparison.Ordinal))
                    && (trade == Primary || !m.Contains("{th}", StringComparison.Ordinal))
                    && (trade == Secondary || !m.Contains("{cs}", StringComparison.Ordinal))
                ),
        ];

    public static bool Makes(Post post, ContributionKind kind) => Fitting(post, Others[kind].Matters).Length > 0;

    public static ContributionDetails Other(Post post, ContributionKind kind, int year, Dice dice)
    {
        var (lead, matters, asking, field) = Others[kind];
        var matter = Filled(dice.Of(Fitting(post, matters)), year, dice);
        return new(
            kind,
            null,
            lead + matter,
            field,
            post.Unit.Id,
            lead.Length > 0 && kind is not ContributionKind.Invention
                ? $"{char.ToUpperInvariant(matter[0])}{matter[1..]}"
                : "",
            dice.Of(asking),
            kind
                is ContributionKind.Project
                    or ContributionKind.AppliedTechnology
                    or ContributionKind.OpenLearningResource
                ? new PartialDate(year)
                : null,
            "",
            kind switch
            {
                ContributionKind.PolicyAdvice
                or ContributionKind.Consultation
                or ContributionKind.Critique
                or ContributionKind.SocialAppraisal =>
                    $"Văn bản {dice.Between(2, 14)} trang: nhận xét từng mục, nêu điểm chưa phù hợp thực tế của huyện và kiến nghị sửa.",
                ContributionKind.Research =>
                    "Khảo sát bằng phiếu và phỏng vấn, xử lý số liệu, báo cáo kết quả kèm khuyến nghị.",
                ContributionKind.Publication =>
                    "Đúc kết từ thực tiễn công tác tại đơn vị, có số liệu trước và sau khi làm.",
                _ => "Làm thử tại đơn vị, lấy ý kiến người dùng rồi hoàn thiện và bàn giao.",
            },
            ""
        );
    }

    static string Filled(string text, int year, Dice dice) =>
        text.Replace("{tuoi}", dice.Of(Ages), StringComparison.Ordinal)
            .Replace("{th}", $"{dice.Between(1, 5)}", StringComparison.Ordinal)
            .Replace("{cs}", $"{dice.Between(6, 9)}", StringComparison.Ordinal)
            .Replace("{xa}", dice.Of(Communes), StringComparison.Ordinal)
            .Replace("{nam5}", $"{year + 5}", StringComparison.Ordinal)
            .Replace("{nam}", $"{year}", StringComparison.Ordinal);

    static readonly string[] Communes =
    [
        .. SampleUnits.All.Where(u => u.Kind is UnitKind.Commune).Select(u => u.Name["Xã ".Length..]),
    ];

    static string[] List(string some) => some.Split('|');
}
