package io.clrspark.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Builds the page from its script and style, the chart library with its licence, and the data. */
final class HtmlPage {

  private static final String LIBRARY = "/META-INF/resources/webjars/uplot/";
  private static final String VERSION = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private HtmlPage() {}

  static String of(List<RunData> runs) {
    String library = LIBRARY + version() + "/";
    String page = resource("report.html");
    // The data last: a placeholder in it must not be replaced.
    return page.replace("{{title}}", escaped(title(runs)))
        .replace("{{licence}}", resource(library + "LICENSE").strip())
        .replace("{{library.css}}", resource(library + "dist/uPlot.min.css").strip())
        .replace("{{page.css}}", resource("report.css").strip())
        .replace("{{library.js}}", resource(library + "dist/uPlot.iife.min.js").strip())
        .replace("{{page.js}}", resource("report.js").strip())
        .replace("{{data}}", data(runs));
  }

  private static String title(List<RunData> runs) {
    String first = runs.get(0).id();
    return switch (runs.size()) {
      case 1 -> first;
      case 2 -> first + " and " + runs.get(1).id();
      default -> first + " and " + (runs.size() - 1) + " more";
    };
  }

  /** The data as JSON in which nothing ends the script element. */
  private static String data(List<RunData> runs) {
    return PageJson.of(runs).replace("<", "\\u003c");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = open(VERSION)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static String resource(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        HtmlPage.class.getResourceAsStream(name), () -> "no " + name + " on the class path");
  }
}
