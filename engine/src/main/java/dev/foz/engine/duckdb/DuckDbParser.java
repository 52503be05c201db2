package dev.foz.engine.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.engine.ColumnOrigin;
import dev.foz.engine.Narrowing;
import dev.foz.engine.ParsedSql;
import dev.foz.engine.SqlParser;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads SQL with DuckDB's own parser and lets through what {@link SqlCheck} knows as harmless. */
final class DuckDbParser implements SqlParser {
  private static final Pattern FIRST_WORD =
      Pattern.compile("\\A(?:\\s|--[^\n]*(?:\n|\\z)|/\\*.*?\\*/)*([A-Za-z]+)", Pattern.DOTALL);

  private static final Set<String> READING = Set.of("SELECT", "WITH", "FROM", "VALUES");

  private final DuckDBConnection connection;
  private final ObjectMapper json = new ObjectMapper();
  private @Nullable PreparedStatement serializing;

  /**
   * @param connection of an instance that holds nothing
   */
  DuckDbParser(DuckDBConnection connection) {
    this.connection = connection;
  }

  @Override
  public ParsedSql parse(String sql) {
    JsonNode tree = tree(sql);
    if (tree.path("error").asBoolean()) {
      throw refusal(sql, tree);
    }
    JsonNode statements = tree.path("statements");
    if (statements.isEmpty()) {
      throw Problem.of(Code.SQL_SYNTAX, "Cannot read the query: it is empty")
          .remedy("type a query, for example `select * from system.tables`")
          .toException();
    }
    if (statements.size() > 1) {
      throw several(sql);
    }
    JsonNode statement = statements.get(0);
    return new ParsedSql(
        sql, new SqlCheck(sql).check(statement), new UnsteadyParts(sql).of(statement));
  }

  /** The tree of a text that Foz itself made; empty where DuckDB cannot read it. */
  JsonNode tree(String sql) {
    synchronized (connection) {
      try {
        PreparedStatement ask = serializing();
        ask.setString(1, sql);
        try (ResultSet answer = ask.executeQuery()) {
          answer.next();
          return json.readTree(answer.getString(1));
        }
      } catch (SQLException | JsonProcessingException e) {
        serializing = null; // a statement that failed is closed
        throw Problem.of(Code.ENGINE_FAILED, "Cannot read the query: the engine's parser failed")
            .because(String.valueOf(e.getMessage()))
            .toException(e);
      }
    }
  }

  /** Prepared once: that takes longer than to read most queries. */
  private PreparedStatement serializing() throws SQLException {
    PreparedStatement known = serializing;
    if (known == null) {
      known = connection.prepareStatement("select json_serialize_sql(?)");
      serializing = known;
    }
    return known;
  }

  @Override
  public String inner(String sql) {
    return SqlText.inner(sql);
  }

  @Override
  public Narrowing narrow(
      String sql,
      TableName driving,
      List<String> primaryKey,
      Map<TableName, List<String>> columns) {
    JsonNode node = tree(sql).path("statements").path(0).path("node");
    return new NarrowingReader(this, driving, columns).read(node, primaryKey);
  }

  @Override
  public Map<String, ColumnOrigin> origins(String sql, Map<TableName, List<String>> columns) {
    return new OriginReader(columns).read(tree(sql).path("statements").path(0).path("node"));
  }

  /** The text of a tree. */
  String text(JsonNode tree) {
    synchronized (connection) {
      try (PreparedStatement ask =
          connection.prepareStatement("select json_deserialize_sql(cast(? as json))")) {
        ask.setString(1, json.writeValueAsString(tree));
        try (ResultSet answer = ask.executeQuery()) {
          answer.next();
          return answer.getString(1);
        }
      } catch (SQLException | JsonProcessingException e) {
        throw Problem.of(Code.ENGINE_FAILED, "Cannot write a query: the engine's parser failed")
            .because(String.valueOf(e.getMessage()))
            .toException(e);
      }
    }
  }

  private static FozException refusal(String sql, JsonNode tree) {
    String message = tree.path("error_message").asText();
    if (tree.path("error_type").asText().equals("not implemented")) {
      return notAQuery(sql);
    }
    Problem problem = Problem.of(Code.SQL_SYNTAX, "Cannot read the query: " + message);
    if (tree.has("position")) {
      int offset = SqlPlace.characters(sql, tree.path("position").asInt());
      problem =
          problem.at(SqlPlace.of(sql).at(offset, Math.max(1, SqlText.tokenLength(sql, offset))));
    }
    return problem.toException();
  }

  private static FozException several(String sql) {
    return Problem.of(Code.SQL_REFUSED, "Cannot run several statements at once")
        .at(SqlPlace.of(sql).at(SqlText.end(sql), 1))
        .remedy("send them one by one")
        .toException();
  }

  private static FozException notAQuery(String sql) {
    Matcher word = FIRST_WORD.matcher(sql);
    boolean found = word.find();
    String first = found ? word.group(1).toUpperCase(java.util.Locale.ROOT) : "this";
    int end = Math.min(SqlText.end(sql) + 1, sql.length());
    if (READING.contains(first) && FIRST_WORD.matcher(sql.substring(end)).find()) {
      return several(sql);
    }
    Problem problem =
        Problem.of(
            Code.SQL_REFUSED, "Cannot run " + first + ": only queries that read are allowed");
    problem = found ? problem.at(SqlPlace.of(sql).at(word.start(1), first.length())) : problem;
    return problem.remedy(remedy(first)).toException();
  }

  private static String remedy(String first) {
    return switch (first) {
      case "PIVOT", "SELECT", "WITH", "FROM" ->
          "a PIVOT needs its values: `pivot t on x in ('a', 'b') using sum(y)`";
      case "CREATE", "INSERT", "UPDATE", "DELETE", "MERGE", "DROP", "ALTER" ->
          "tables are made by sources and models; start the query with SELECT";
      case "SHOW" -> "`select * from system.tables` lists the tables";
      default -> "start the query with SELECT, WITH, FROM or VALUES";
    };
  }
}
