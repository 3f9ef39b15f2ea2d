package io.clrspark.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** The warnings that a class logs, for a test that looks at them; close it. */
public final class LoggedWarnings extends AbstractAppender implements AutoCloseable {

  public final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Level before;

  private LoggedWarnings(Logger logger) {
    super("lines", null, null, true, Property.EMPTY_ARRAY);
    this.logger = logger;
    this.before = logger.getLevel();
  }

  public static LoggedWarnings of(Class<?> type) {
    LoggedWarnings log = new LoggedWarnings((Logger) LogManager.getLogger(type));
    log.start();
    log.logger.addAppender(log);
    log.logger.setLevel(Level.WARN);
    return log;
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getMessage().getFormattedMessage());
  }

  @Override
  public void close() {
    logger.removeAppender(this);
    logger.setLevel(before);
    stop();
  }
}
