package dev.foz.base.lake;

import java.util.List;

/** The types that a source can have. */
public final class SourceTypes {
  public static final String FILE = "file";

  /** Those of the design that do not work yet. */
  public static final List<String> LATER =
      List.of(
          "rabbitmq",
          "kafka",
          "sqs",
          "kinesis",
          "push",
          "http",
          "postgres",
          "mysql",
          "mariadb",
          "sqlserver");

  private SourceTypes() {}
}
