package dev.foz.state;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A real dialect whose statements are noted, and whose COMMIT can be made to fail. */
final class WatchedDialect implements Dialect {
  /** How the next COMMIT of a writer fails. */
  enum Trouble {
    NONE,
    BEFORE_IT_IS_APPLIED,
    AFTER_IT_IS_APPLIED
  }

  private final Dialect real;
  final Set<String> written = ConcurrentHashMap.newKeySet();
  volatile Trouble trouble = Trouble.NONE;
  volatile SQLiteErrorCode failure = SQLiteErrorCode.SQLITE_IOERR_FSYNC;
  volatile BooleanSupplier refusesConnections = () -> false;

  WatchedDialect(Dialect real) {
    this.real = real;
  }

  @Override
  public Connection openWriter() throws SQLException {
    if (refusesConnections.getAsBoolean()) {
      throw failed();
    }
    Connection connection = real.openWriter();
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = call(connection, method, arguments);
          if (!method.getName().equals("prepareStatement")) {
            return result;
          }
          String sql = (String) arguments[0];
          written.add(sql);
          return sql.equals("COMMIT") ? commit((PreparedStatement) result) : result;
        });
  }

  private PreparedStatement commit(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          Trouble now = trouble;
          if (!method.getName().equals("executeUpdate") || now == Trouble.NONE) {
            return call(statement, method, arguments);
          }
          trouble = Trouble.NONE;
          if (now == Trouble.AFTER_IT_IS_APPLIED) {
            call(statement, method, arguments);
          }
          throw failed();
        });
  }

  private SQLiteException failed() {
    return new SQLiteException("[" + failure.name() + "] made by the test", failure);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            WatchedDialect.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @SuppressWarnings("NullAway") // arguments and results of reflection are null at times
  private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Connection openReader() throws SQLException {
    return real.openReader();
  }

  @Override
  public String beginWrite() {
    return real.beginWrite();
  }

  @Override
  public String beginRead() {
    return real.beginRead();
  }

  @Override
  public Optional<Object> identity() {
    return real.identity();
  }

  @Override
  public boolean hasTable(Session session, String name) throws SQLException {
    return real.hasTable(session, name);
  }

  @Override
  public boolean isSurelyGone(SQLException commitFailure) {
    return real.isSurelyGone(commitFailure);
  }

  @Override
  public Problem explain(SQLException failure, String action) {
    return real.explain(failure, action);
  }

  @Override
  public Problem problem(Code code, String what) {
    return real.problem(code, what);
  }
}
