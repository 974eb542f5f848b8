/** How many there are in the talent pool, and of what kind. */
export default {
  pool: {
    figures: 'Bao nhiêu người, theo diện, lĩnh vực và nhóm',
    untold: 'không được xem, hoặc ít đến mức có thể nhận ra từng người',
    overviewNote: 'người trong quy trình, theo bước và nhóm ưu tiên',
    toPost: 'kế nhiệm {post}',
  },
};
