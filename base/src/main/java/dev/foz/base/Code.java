package dev.foz.base;

/**
 * Every problem that Foz can report. The number is stable and never used again; the first digit is
 * the place: 1 command, 2 lake folder, 3 records and typing, 4 sources, 5 state and commits, 6
 * tables and storage, 7 engine and queries, 8 models, 9 defects of Foz.
 */
public enum Code {
  COMMAND_USAGE(101, Fault.USER),
  NO_LAKE_HERE(102, Fault.USER),
  UNKNOWN_TABLE(103, Fault.USER),
  UNKNOWN_RUN(104, Fault.USER),
  CANCELLED(105, Fault.LIMIT),
  FOLDER_NOT_EMPTY(106, Fault.USER),

  YAML_SYNTAX(201, Fault.USER),
  MISSING_KEY(202, Fault.USER),
  UNKNOWN_KEY(203, Fault.USER),
  WRONG_TYPE(204, Fault.USER),
  WRONG_VALUE(205, Fault.USER),
  DUPLICATE_NAME(206, Fault.USER),
  BAD_NAME(207, Fault.USER),
  MISSING_VARIABLE(208, Fault.USER),
  DANGLING_NAME(209, Fault.USER),
  UNREADABLE_FILE(210, Fault.EXTERNAL),
  NOT_BUILT_YET(211, Fault.USER),

  RECORD_MALFORMED(301, Fault.DATA),
  RECORD_TYPE(302, Fault.DATA),
  RECORD_KEY(303, Fault.DATA),
  RECORD_TOO_LARGE(304, Fault.DATA),

  SOURCE_UNREACHABLE(401, Fault.EXTERNAL),
  SOURCE_FILE_CHANGED(402, Fault.DATA),
  SOURCE_FILE_BROKEN(403, Fault.DATA),
  SOURCE_FORMAT_UNKNOWN(404, Fault.DATA),

  STATE_UNREADABLE(501, Fault.EXTERNAL),
  STATE_NEWER(502, Fault.USER),
  LEASE_HELD(503, Fault.LIMIT),
  LEASE_LOST(504, Fault.LIMIT),
  COMMIT_CONFLICT(505, Fault.LIMIT),
  COMMIT_UNKNOWN(506, Fault.EXTERNAL),
  STATE_LOST(507, Fault.EXTERNAL),
  STATE_BUSY(508, Fault.LIMIT),
  STATE_NOT_EMPTY(509, Fault.USER),
  MASK_KEY(511, Fault.USER),

  STORAGE_FULL(601, Fault.LIMIT),
  STORAGE_FAILED(602, Fault.EXTERNAL),
  STORAGE_DENIED(603, Fault.EXTERNAL),
  TABLE_DAMAGED(604, Fault.EXTERNAL),
  TABLE_COLUMNS(605, Fault.USER),
  TABLE_VERSION(606, Fault.USER),
  RAW_DROPPED(607, Fault.USER),
  TABLE_PAUSED(608, Fault.USER),

  SQL_SYNTAX(701, Fault.USER),
  SQL_REFUSED(702, Fault.USER),
  SQL_FAILED(703, Fault.USER),
  ENGINE_MEMORY(704, Fault.LIMIT),
  ENGINE_FAILED(705, Fault.EXTERNAL),

  MODEL_CYCLE(801, Fault.USER),
  MODEL_FAILED(802, Fault.USER),
  TEST_FAILED(803, Fault.DATA),
  UNSTEADY_SQL(804, Fault.USER),

  DEFECT(901, Fault.INTERNAL);

  private final int number;
  private final Fault fault;

  Code(int number, Fault fault) {
    this.number = number;
    this.fault = fault;
  }

  /** As printed: {@code F203}. */
  public String id() {
    return "F" + number;
  }

  public Fault fault() {
    return fault;
  }
}
