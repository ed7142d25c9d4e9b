/* What stands on `window` beside what browsers put there: one object, for the joined scripts' modules and for data files. */
interface Window {
  CourseLib: {
    modules: any;
    /** Called by the files of the search and of the planner's data. */
    put: (key: string, stamp: string, content: string | object) => void;
    /** IDs and titles of all records: data/v1/names.js. */
    names?: any;
    /** What reads Word plans, by author-plan.js, which the form loads when it needs it. */
    plans?: any;
    /** assets/vendor/write-excel-file.js, loaded when a workbook is asked for. */
    writeExcelFile?: any;
  };
}

/* Edge before Chromium, and Internet Explorer. */
interface Navigator {
  msSaveOrOpenBlob?: (blob: Blob, name: string) => boolean;
}
