package dev.foz.base;

/**
 * Every problem that Foz can report. The number is stable, never used again, and unique over all
 * letters. The letter tells a person where to look, the first digit which part found it: 1 command,
 * 2 lake folder, 3 records and typing, 4 sources, 5 state and commits, 6 tables and storage, 7
 * engine and queries, 8 models, 9 defects of Foz.
 */
public enum Code {
  COMMAND_USAGE(Area.COMMAND, 101, Fault.USER),
  NO_LAKE_HERE(Area.COMMAND, 102, Fault.USER),
  UNKNOWN_TABLE(Area.COMMAND, 103, Fault.USER),
  UNKNOWN_RUN(Area.COMMAND, 104, Fault.USER),
  CANCELLED(Area.COMMAND, 105, Fault.LIMIT),
  FOLDER_NOT_EMPTY(Area.COMMAND, 106, Fault.USER),

  YAML_SYNTAX(Area.FOLDER, 201, Fault.USER),
  MISSING_KEY(Area.FOLDER, 202, Fault.USER),
  UNKNOWN_KEY(Area.FOLDER, 203, Fault.USER),
  WRONG_TYPE(Area.FOLDER, 204, Fault.USER),
  WRONG_VALUE(Area.FOLDER, 205, Fault.USER),
  DUPLICATE_NAME(Area.FOLDER, 206, Fault.USER),
  BAD_NAME(Area.FOLDER, 207, Fault.USER),
  MISSING_VARIABLE(Area.FOLDER, 208, Fault.USER),
  DANGLING_NAME(Area.FOLDER, 209, Fault.USER),
  UNREADABLE_FILE(Area.FOLDER, 210, Fault.EXTERNAL),
  NOT_BUILT_YET(Area.FOLDER, 211, Fault.USER),

  RECORD_MALFORMED(Area.DATA, 301, Fault.DATA),
  RECORD_TYPE(Area.DATA, 302, Fault.DATA),
  RECORD_KEY(Area.DATA, 303, Fault.DATA),
  RECORD_TOO_LARGE(Area.DATA, 304, Fault.DATA),

  SOURCE_UNREACHABLE(Area.SYSTEM, 401, Fault.EXTERNAL),
  SOURCE_FILE_CHANGED(Area.DATA, 402, Fault.DATA),
  SOURCE_FILE_BROKEN(Area.DATA, 403, Fault.DATA),
  SOURCE_FORMAT_UNKNOWN(Area.DATA, 404, Fault.DATA),

  STATE_UNREADABLE(Area.SYSTEM, 501, Fault.EXTERNAL),
  STATE_NEWER(Area.SYSTEM, 502, Fault.USER),
  LEASE_HELD(Area.SYSTEM, 503, Fault.LIMIT),
  LEASE_LOST(Area.SYSTEM, 504, Fault.LIMIT),
  COMMIT_CONFLICT(Area.SYSTEM, 505, Fault.LIMIT),
  COMMIT_UNKNOWN(Area.SYSTEM, 506, Fault.EXTERNAL),
  STATE_LOST(Area.SYSTEM, 507, Fault.EXTERNAL),
  STATE_BUSY(Area.SYSTEM, 508, Fault.LIMIT),
  STATE_NOT_EMPTY(Area.COMMAND, 509, Fault.USER),
  MASK_KEY(Area.FOLDER, 511, Fault.USER),

  STORAGE_FULL(Area.SYSTEM, 601, Fault.LIMIT),
  STORAGE_FAILED(Area.SYSTEM, 602, Fault.EXTERNAL),
  STORAGE_DENIED(Area.SYSTEM, 603, Fault.EXTERNAL),
  TABLE_DAMAGED(Area.SYSTEM, 604, Fault.EXTERNAL),
  TABLE_COLUMNS(Area.ENGINE, 605, Fault.USER),
  TABLE_VERSION(Area.COMMAND, 606, Fault.USER),
  RAW_DROPPED(Area.COMMAND, 607, Fault.USER),
  TABLE_PAUSED(Area.COMMAND, 608, Fault.USER),

  SQL_SYNTAX(Area.ENGINE, 701, Fault.USER),
  SQL_REFUSED(Area.ENGINE, 702, Fault.USER),
  SQL_FAILED(Area.ENGINE, 703, Fault.USER),
  ENGINE_MEMORY(Area.ENGINE, 704, Fault.LIMIT),
  ENGINE_FAILED(Area.ENGINE, 705, Fault.EXTERNAL),

  MODEL_CYCLE(Area.FOLDER, 801, Fault.USER),
  MODEL_FAILED(Area.ENGINE, 802, Fault.USER),
  TEST_FAILED(Area.DATA, 803, Fault.DATA),
  UNSTEADY_SQL(Area.ENGINE, 804, Fault.USER),

  DEFECT(Area.FOZ, 901, Fault.INTERNAL);

  private final Area area;
  private final int number;
  private final Fault fault;

  Code(Area area, int number, Fault fault) {
    this.area = area;
    this.number = number;
    this.fault = fault;
  }

  /** As printed: {@code F203}. */
  public String id() {
    return area.letter() + Integer.toString(number);
  }

  public Area area() {
    return area;
  }

  public Fault fault() {
    return fault;
  }
}
