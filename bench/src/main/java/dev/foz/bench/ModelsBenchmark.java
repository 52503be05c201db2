package dev.foz.bench;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A merge model over orders that change: joined with customers, summed by day and state. Beside it
 * plain DuckDB computes the same from Parquet files and writes the result to one.
 */
final class ModelsBenchmark implements Benchmark {
  private static final long ROWS = 10_000_000;
  private static final double WANTED = 0.15;
  private static final int WARM_UP = 10;

  @Override
  public String name() {
    return "models";
  }

  @Override
  public String purpose() {
    return "100,000 changed orders among 10 million, summed by day, beside DuckDB summing all";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    Orders orders = new Orders(bench, bench.records(ROWS));
    OrdersLake lake = new OrdersLake(bench, orders);
    bench.say("making " + orders.rows() + " orders");
    lake.create();
    int version = 0;
    for (Orders.Spread spread : Orders.Spread.values()) {
      version = measure(bench, orders, lake, spread, version);
    }
    try (StayingFoz foz = StayingFoz.start(lake.folder())) {
      for (Orders.Spread spread : Orders.Spread.values()) {
        version = stay(bench, foz, orders, lake, spread, version);
      }
    }
  }

  private static int measure(
      Bench bench, Orders orders, OrdersLake lake, Orders.Spread spread, int before)
      throws IOException, InterruptedException {
    List<Double> runs = new ArrayList<>();
    List<Long> peaks = new ArrayList<>();
    String name = "models, changes " + spread.words();
    bench.compare(
        name,
        Ratio.Kind.COST,
        WANTED,
        round -> {
          int version = before + round + 1;
          orders.change(spread, version);
          lake.consolidate(version);
          Child.Finished run = lake.build();
          runs.add(run.seconds());
          peaks.add(run.peakBytes());
          lake.requireSame(orders);
          return new Cost(lake.secondsOfBuild(), run.cost().cpuSeconds());
        },
        round -> orders.sumAll());
    bench.note(name + " foz, whole process", new Measurement("foz", "s", runs));
    bench.memory(name + " foz peak memory", peaks);
    return before + bench.options().repeat();
  }

  private static int stay(
      Bench bench, StayingFoz foz, Orders orders, OrdersLake lake, Orders.Spread spread, int before)
      throws IOException, InterruptedException {
    int version = before;
    for (int i = 0; i < WARM_UP; i++) {
      version++;
      lake.step(foz, orders, spread, version);
      bench.say("warming up " + lake.secondsOfBuild());
    }
    int warm = version;
    bench.compare(
        "models in a process that stays, changes " + spread.words(),
        Ratio.Kind.COST,
        WANTED,
        round -> {
          double cpuSeconds = lake.step(foz, orders, spread, warm + round + 1);
          lake.requireSame(orders);
          return new Cost(lake.secondsOfBuild(), cpuSeconds);
        },
        round -> orders.sumAll());
    return warm + bench.options().repeat();
  }

  /** The orders and customers as plain DuckDB has them, and the files that they come in. */
  record Orders(Bench bench, long rows) {
    private static final int DAYS = 1_000;
    private static final int CUSTOMERS = 200_000;
    private static final String PARQUET = " (FORMAT parquet, COMPRESSION zstd)";
    private static final String CSV = " (FORMAT csv, HEADER)";
    private static final String QUERY =
        """
        SELECT cast(o.criado_em AS date) AS dia, c.uf, count(*) AS pedidos, sum(o.total) AS total
        FROM %s o JOIN %s c ON c.id = o.usuario_id WHERE o.status = 'pago' GROUP BY 1, 2""";

    /** Which orders change: one in a hundred of all, new versions of the same ids. */
    enum Spread {
      /**
       * 95 in a hundred within the last hundredth of the time, the others within the last tenth.
       */
      RECENT("of the last days"),
      /** The same, but the others from all of the time. */
      LATE("of the last days, some of any"),
      EVEN("of any day");

      private final String words;

      Spread(String words) {
        this.words = words;
      }

      String words() {
        return words;
      }

      /** A condition on {@code i} that about a hundredth of the rows meets. */
      private String condition(long rows, int version) {
        String any = "hash(i + " + version * 1_000_003L + ")";
        if (this == EVEN) {
          return any + " % 100 = 0";
        }
        long recent = rows - rows / 100;
        int others = this == RECENT ? 200 : 2_000;
        long first = this == RECENT ? rows - rows / 10 : 0;
        return "i >= %d and (%s %% %d = 0 or (i >= %d and %s %% 100 < 95))"
            .formatted(first, any, others, recent, any);
      }
    }

    private Path file(String name) {
      return bench.options().folder().resolve(name);
    }

    private static String columns(long rows, int version) {
      String of = "hash(i + " + version * 7_000_003L + ")";
      return """
          i AS id, (hash(i) %% %d)::BIGINT AS usuario_id,
          timestamptz '2024-01-01 00:00:00+00' + to_microseconds((i * %d)::BIGINT) AS criado_em,
          CASE WHEN %s %% 10 < 7 THEN 'pago' ELSE 'novo' END AS status,
          ((%s // 16 %% 1000000) / 100)::DECIMAL(12,2) AS total, %d::BIGINT AS versao"""
          .formatted(CUSTOMERS, DAYS * 86_400_000_000L / rows, of, of, version);
    }

    void create() throws IOException, InterruptedException {
      String all = "SELECT " + columns(rows, 0) + " FROM range(" + rows + ") r(i)";
      write(all, file("orders.parquet"), PARQUET);
      toCsv(file("orders.parquet"), input("orders", 0));
      String customers =
          "SELECT i AS id, 'U' || (hash(i) % 27)::VARCHAR AS uf, 'Cliente ' || i AS nome"
              + " FROM range("
              + CUSTOMERS
              + ") r(i)";
      write(customers, file("customers.parquet"), PARQUET);
      write("FROM '" + file("customers.parquet") + "'", input("customers", 0), CSV);
    }

    private Path input(String table, int version) throws IOException {
      Path folder = Files.createDirectories(file("input").resolve(table));
      return folder.resolve("%04d.csv".formatted(version));
    }

    private void write(String sql, Path target, String form)
        throws IOException, InterruptedException {
      Files.deleteIfExists(target);
      String copy = "COPY (" + sql + ") TO '" + target + "'" + form;
      bench.duckdb(copy);
    }

    private void toCsv(Path parquet, Path csv) throws IOException, InterruptedException {
      String sql =
          "SELECT * REPLACE (strftime(criado_em AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
              + " AS criado_em) FROM '"
              + parquet
              + "'";
      write(sql, csv, CSV);
    }

    /** Writes new versions for both sides. */
    void change(Spread spread, int version) throws IOException, InterruptedException {
      Path changes = file("changes.parquet");
      write(
          "SELECT "
              + columns(rows, version)
              + " FROM range("
              + rows
              + ") r(i) WHERE "
              + spread.condition(rows, version),
          changes,
          PARQUET);
      toCsv(changes, input("orders", version));
      Path after = file("orders.after.parquet");
      write(
          "SELECT * FROM (FROM '%s' ANTI JOIN '%s' USING (id) UNION ALL FROM '%s') ORDER BY id"
              .formatted(file("orders.parquet"), changes, changes),
          after,
          PARQUET);
      Files.move(after, file("orders.parquet"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** What it costs plain DuckDB to compute all of it again. */
    Cost sumAll() throws IOException, InterruptedException {
      String sql =
          QUERY.formatted(
              "'" + file("orders.parquet") + "'", "'" + file("customers.parquet") + "'");
      Path target = file("sums.parquet");
      Files.deleteIfExists(target);
      return bench.duckdb("COPY (" + sql + ") TO '" + target + "'" + PARQUET);
    }

    /** The model's SQL. */
    String model() {
      return QUERY.formatted("curated.bench_orders", "curated.bench_customers");
    }
  }

  /** The lake of it. */
  record OrdersLake(Bench bench, Orders orders) {
    private static final String MODEL = "refined.gasto";

    private Path folder() {
      return bench.options().folder().resolve("lake");
    }

    void create() throws IOException, InterruptedException {
      Path lake = bench.emptyFolder("lake");
      Files.writeString(lake.resolve("lake.yaml"), "name: bench\ntimezone: America/Sao_Paulo\n");
      for (String part : List.of("sources", "schemas", "models/refined")) {
        Files.createDirectories(lake.resolve(part));
      }
      Path input = bench.emptyFolder("input");
      Files.writeString(
          lake.resolve("sources/bench.yaml"),
          """
          type: file
          tables:
            orders: { path: '%s/orders/*.csv', contract: orders, primary_key: id }
            customers: { path: '%s/customers/*.csv', contract: customers, primary_key: id }
          """
              .formatted(input, input));
      Files.writeString(
          lake.resolve("schemas/orders.json"),
          """
          {"type": "object", "properties": {"id": {"type": "integer"}, "usuario_id": {"type": "integer"},
           "criado_em": {"type": "string", "format": "date-time"}, "status": {"type": "string"},
           "total": {"type": "number", "format": "decimal(12,2)"}, "versao": {"type": "integer"}}}
          """);
      Files.writeString(
          lake.resolve("schemas/customers.json"),
          """
          {"type": "object", "properties": {"id": {"type": "integer"}, "uf": {"type": "string"},
           "nome": {"type": "string"}}}
          """);
      Files.writeString(
          lake.resolve("models/refined/gasto.sql"),
          "/* ---\nmaterialized: merge\nprimary_key: [dia, uf]\n--- */\n" + orders.model() + "\n");
      orders.create();
      bench.foz().run(lake, "run");
    }

    /** Lands the changes and brings them into the curated table, which does not count. */
    void consolidate(int version) throws IOException, InterruptedException {
      bench.foz().run(folder(), "run", "bench", "curated.bench_orders");
      String changed =
          "select count(*) > 0 as b from curated.bench_orders where versao = " + version;
      if (!sql(changed).contains("true")) {
        throw failed("the changes did not come to the curated table");
      }
    }

    Child.Finished build() throws IOException, InterruptedException {
      Child.Finished run = bench.foz().run(folder(), "run", MODEL);
      run.output().lines().filter(line -> line.contains(MODEL)).forEach(bench::say);
      return run;
    }

    /**
     * Changes orders and builds the model by them in a process that stays; tells the processor time
     * of that build.
     */
    double step(StayingFoz foz, Orders orders, Orders.Spread spread, int version)
        throws IOException, InterruptedException {
      orders.change(spread, version);
      foz.run("run", "bench", "curated.bench_orders");
      return foz.run("run", MODEL);
    }

    /** Of the last step that built the model, as the lake notes it. */
    double secondsOfBuild() throws IOException, InterruptedException {
      String seconds =
          sql(
              "select seconds from system.steps where subject = '"
                  + MODEL
                  + "' order by step desc limit 1");
      return Double.parseDouble(seconds.lines().skip(1).findFirst().orElse("0"));
    }

    /** Figures of a model that is wrong would mean nothing. */
    void requireSame(Orders peer) throws IOException, InterruptedException {
      peer.sumAll();
      String totals = "select count(*) as g, sum(pedidos) as n, sum(total) as t from ";
      Path told = bench.options().folder().resolve("told.csv");
      Files.deleteIfExists(told);
      bench.duckdb(
          "COPY ("
              + totals
              + "'"
              + bench.options().folder().resolve("sums.parquet")
              + "') TO '"
              + told
              + "' (FORMAT csv, HEADER)");
      String right = Files.readString(told).strip();
      String is = sql(totals + MODEL).strip();
      if (!is.lines().toList().contains(right.lines().toList().getLast())) {
        throw failed("the model says\n" + is + "\nand DuckDB\n" + right);
      }
    }

    private String sql(String query) throws IOException, InterruptedException {
      return bench.foz().run(folder(), "sql", query, "--format", "csv").output();
    }

    private static RuntimeException failed(String why) {
      return Problem.of(Code.DEFECT, "Cannot measure: " + why.toLowerCase(Locale.ROOT))
          .toException();
    }
  }
}
