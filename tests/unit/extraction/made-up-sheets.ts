import type { Sheet } from './table-mutations.ts';

/** A sheet with rows of items, as most offices fill it in. */
const byItems: Sheet = {
  headRows: 1,
  label: 1,
  result: 2,
  points: 4,
  rows: [
    ['TT', 'Tiêu chí, nội dung', 'Kết quả', 'Điểm tối đa', 'Điểm tự chấm'],
    ['1', 'Nguồn lực thực hiện quyền trẻ em', '', '100', '100'],
    ['1.1', 'Có người làm công tác bảo vệ trẻ em cấp xã', 'Có', '50', '50'],
    ['1.2', 'Có cộng tác viên bảo vệ trẻ em ở thôn', 'Có', '50', '50'],
    ['2', 'Trẻ em được khai sinh đúng quy định', '', '75', '75'],
    ['2.1', 'Tỷ lệ trẻ em được khai sinh đúng quy định', '567/573 (98,95%)', '75', '75'],
    ['3', 'Trẻ em bị xâm hại', '', '100', '60'],
    ['3.1', 'Số trẻ em bị xâm hại', '1', '50', '20'],
    ['4', 'Trẻ em vi phạm pháp luật, nghiện ma túy', '', '90', '90'],
    ['4.1', 'Số trẻ em vi phạm pháp luật', '0', '50', '50'],
    ['4.2', 'Số trẻ em nghiện ma túy', '0', '40', '40'],
    ['5', 'Trẻ em bị tai nạn, thương tích', '', '85', '75'],
    ['5.1', 'Số trẻ em bị tai nạn, thương tích', '12', '35', '25'],
    ['5.2', 'Số trẻ em tử vong do tai nạn, thương tích', '0', '50', '50'],
    ['7', 'Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin', '', '50', '45'],
    ['7.1', 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '96/98 (97,96%)', '50', '45'],
    ['8', 'Trẻ em dưới 5 tuổi bị suy dinh dưỡng', '', '75', '60'],
    ['8.1', 'Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân', '31/284 (10,92%)', '40', '30'],
    ['8.2', 'Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi', '50/284 (17,61%)', '35', '30'],
    ['12', 'Hoạt động vui chơi, giải trí, văn hóa, thể dục, thể thao dành cho trẻ em', '', '60', '50'],
    ['12.1', 'Tỷ lệ thôn có điểm vui chơi, giải trí cho trẻ em', '9/10 (90%)', '30', '25'],
    ['12.2', 'Số hoạt động văn hóa, thể thao cho trẻ em trong năm', '4', '30', '25'],
    ['', 'Tổng cộng', '', '635', '555'],
  ],
};

/** A sheet of one row a criterion, its results rates alone, with the remarks at the end. */
const byCriteria: Sheet = {
  headRows: 1,
  label: 1,
  result: 3,
  points: 4,
  rows: [
    ['STT', 'Nội dung tiêu chí', 'Thang điểm', 'Kết quả thực hiện', 'Xã tự chấm', 'Ghi chú'],
    ['2', 'Tỷ lệ trẻ em được khai sinh đúng quy định', '75', '98,9%', '75', ''],
    ['3', 'Số trẻ em bị xâm hại', '100', '0 trẻ', '100', ''],
    ['4', 'Số trẻ em vi phạm pháp luật', '90', '2 trẻ', '50', 'Đã giáo dục tại xã'],
    ['6', 'Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp', '125', '97,6%', '120', ''],
    ['7', 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '50', '100%', '50', 'Trạm Y tế'],
    ['9', 'Tỷ lệ trẻ em được khám sức khỏe định kỳ', '65', '96,4%', '60', ''],
    ['10', 'Tỷ lệ trẻ em mẫu giáo (3 - 5 tuổi) đến trường, lớp', '80', '99,1%', '75', ''],
    ['11', 'Tỷ lệ trẻ em được hỏi ý kiến, thực hiện quyền tham gia', '50', '88,7%', '45', ''],
    ['12', 'Tỷ lệ thôn có điểm vui chơi, giải trí cho trẻ em', '60', '77,8%', '50', ''],
    ['13', 'Tỷ lệ người dân hài lòng', '50', '93,3%', '45', 'Phiếu kèm theo'],
    ['', 'Tổng điểm', '745', '', '670', ''],
  ],
};

/** A sheet whose head has two rows, the points of the commune and of the district below one title. */
const underTwoHeads: Sheet = {
  headRows: 2,
  label: 1,
  result: 2,
  points: 4,
  rows: [
    ['TT', 'Tên tiêu chí', 'Kết quả năm 2023', 'Điểm', '<', '<'],
    ['^', '^', '^', 'Chuẩn', 'Xã tự chấm', 'Huyện chấm'],
    ['2', 'Trẻ em được khai sinh đúng quy định', '876/887 trẻ, đạt 98,76%', '75', '75', ''],
    ['5', 'Trẻ em bị tai nạn, thương tích', '', '85', '75', ''],
    ['a', 'Số trẻ em bị tai nạn, thương tích', '6 trẻ', '35', '25', ''],
    ['b', 'Số trẻ em tử vong do tai nạn, thương tích', '0 trẻ', '50', '50', ''],
    ['6', 'Trẻ em có hoàn cảnh đặc biệt được trợ giúp', '', '125', '120', ''],
    ['a', 'Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp', '41/42 trẻ, đạt 97,62%', '75', '70', ''],
    ['8', 'Trẻ em dưới 5 tuổi bị suy dinh dưỡng', '', '75', '60', ''],
    ['a', 'Tỷ lệ suy dinh dưỡng thể nhẹ cân', '36/391 trẻ, đạt 9,21%', '40', '30', ''],
    ['b', 'Tỷ lệ suy dinh dưỡng thể thấp còi', '61/391 trẻ, đạt 15,60%', '35', '30', ''],
    ['10', 'Trẻ em đến trường, lớp mầm non', '', '80', '75', ''],
    ['a', 'Tỷ lệ trẻ em nhà trẻ đến trường, lớp', '72/178 trẻ, đạt 40,45%', '40', '35', ''],
    ['b', 'Tỷ lệ trẻ em mẫu giáo đến trường, lớp', '221/226 trẻ, đạt 97,79%', '40', '40', ''],
    ['11', 'Trẻ em được hỏi ý kiến về các vấn đề của trẻ em', '270/312 trẻ, đạt 86,54%', '50', '45', ''],
    ['', 'Cộng', '', '490', '450', ''],
  ],
};

/** Sheets of made-up communes, each in a layout of its own. */
export const madeUpSheets: Readonly<Record<string, Sheet>> = { byItems, byCriteria, underTwoHeads };
