package dev.foz.serve;

import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;

/** A query and the session it runs in. Used by one thread; {@link #cancel} from any. */
public final class RunningQuery implements AutoCloseable {
  private final EngineSession session;
  private final QueryResult result;

  RunningQuery(EngineSession session, QueryResult result) {
    this.session = session;
    this.result = result;
  }

  public QueryResult result() {
    return result;
  }

  public void cancel() {
    session.cancel();
  }

  @Override
  public void close() {
    try (session) {
      result.close();
    }
  }
}
