package io.clrspark

import java.io.{ByteArrayInputStream, File}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}

import scala.sys.process.{Process, ProcessLogger}

import org.apache.commons.io.FileUtils
import org.apache.spark.launcher.JavaModuleOptions
import org.scalactic.Tolerance.convertNumericToPlusOrMinusWrapper
import org.scalatest.funsuite.AnyFunSuite

/** docs/guide/scala.md and docs/guide/spark-ml.md typed into a spark-shell of its own process. */
class SparkShellSuite extends AnyFunSuite {

  private val root = new File("..").getCanonicalFile

  test("the documented session trains, asks its history and trains on with a Scala function") {
    val folder = Files.createTempDirectory("shell")
    try {
      val asked = """
        |val second = again.history(spark).history
        |println("test accuracy: " + accuracy)
        |println("epochs counted: " + mine.select("epoch").distinct.count)
        |println("first run ends at: " + result.iterations)
        |println("second starts at: " + second.agg(min("iteration")).head.get(0))
        |println("rate after the reset: " + second.where("iteration >= 300").agg(max("lr")).head.get(0))
        |""".stripMargin
      val typed = blocks("scala.md", 4).replace(
        "out/shell-history",
        folder.resolve("history").toString
      ) + asked
      val shown = shell(folder, typed)
      assert(!shown.contains("error:"), shown)
      assert(number(shown, "test accuracy: ") > 0.9)
      assert(number(shown, "epochs counted: ") === 12)
      assert(number(shown, "second starts at: ") === number(shown, "first run ends at: "))
      assert(number(shown, "rate after the reset: ") === 0.002 +- 0.0002)
    } finally FileUtils.deleteDirectory(folder.toFile)
  }

  test("the documented pipeline trains, is tuned, saved and loaded") {
    val folder = Files.createTempDirectory("shell")
    try {
      val asked = """
        |println("test accuracy: " + onTest)
        |val loaded = org.apache.spark.ml.tuning.CrossValidatorModel.load("out/tuned")
        |println("loaded accuracy: " + accuracy.evaluate(loaded.transform(test)))
        |""".stripMargin
      val typed =
        (blocks("spark-ml.md", 2) + asked).replace("out/tuned", folder.resolve("tuned").toString)
      val shown = shell(folder, typed)
      assert(!shown.contains("error:"), shown)
      assert(number(shown, "test accuracy: ") > 0.9)
      assert(number(shown, "loaded accuracy: ") > 0.9)
    } finally FileUtils.deleteDirectory(folder.toFile)
  }

  /** What a page says to type. */
  private def blocks(name: String, count: Int): String = {
    val page = Files.readString(root.toPath.resolve("docs/guide").resolve(name))
    val found = "(?s)```scala\n(.*?)```".r.findAllMatchIn(page).map(_.group(1)).toSeq
    assert(found.size === count)
    found.mkString("\n")
  }

  private def shell(folder: Path, typed: String): String = {
    val shown = new StringBuffer
    val modules = JavaModuleOptions.defaultModuleOptions().split(" ").toSeq
    val command = Seq(System.getProperty("java.home") + "/bin/java") ++ modules ++ Seq(
      "-Dscala.usejavacp=true",
      s"-Djava.io.tmpdir=$folder",
      "-cp",
      System.getProperty("java.class.path"),
      "org.apache.spark.deploy.SparkSubmit",
      "--master",
      "local[2]",
      "--driver-memory",
      "1g",
      "--conf",
      "spark.ui.enabled=false",
      "--class",
      "org.apache.spark.repl.Main",
      "spark-shell"
    )
    val input = new ByteArrayInputStream((typed + "\n:quit\n").getBytes(UTF_8))
    val status =
      (Process(command, root) #< input) ! ProcessLogger(line => shown.append(line + "\n"))
    assert(status === 0, shown)
    shown.toString
  }

  private def number(shown: String, name: String): Double =
    shown.linesIterator
      .find(_.startsWith(name))
      .getOrElse(fail(s"no $name in\n$shown"))
      .drop(name.length)
      .toDouble
}
