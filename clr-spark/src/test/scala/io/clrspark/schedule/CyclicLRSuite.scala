package io.clrspark.schedule

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.math.MathContext

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

/** The schedule as Scala code uses it, against the formula written down independently. */
class CyclicLRSuite extends AnyFunSuite {
  private val digits = new MathContext(50)
  private val random = new Random(7)

  private def decimal(value: Double) = new BigDecimal(new java.math.BigDecimal(value), digits)
  private def decimal(value: Long) = new BigDecimal(new java.math.BigDecimal(value), digits)

  private def formula(base: Double, max: Double, step: Long, n: Long)(
      scale: BigInt => BigDecimal
  ): BigDecimal = {
    val cycle = BigInt(1) + BigInt(n) / (BigInt(2) * step)
    val x = (decimal(n) / decimal(step) - BigDecimal(cycle * 2, digits) + 1).abs
    val height = (BigDecimal(1, digits) - x).max(BigDecimal(0))
    decimal(base) + (decimal(max) - decimal(base)) * height * scale(cycle)
  }

  private def assertExact(actual: Double, exact: BigDecimal, tolerance: Double): Unit = {
    val error = (decimal(actual) - exact).abs
    assert(error <= exact * decimal(tolerance), s"$actual is not $exact")
    ()
  }

  private def randomCase(): (Double, Double, Long, Long) = {
    val base = random.nextDouble() * 0.01 + 1e-9
    (
      base,
      base + random.nextDouble(),
      1L + random.nextInt(5000),
      random.nextInt(Int.MaxValue).toLong
    )
  }

  test("triangular is the published formula") {
    for (_ <- 1 to 2000) {
      val (base, max, step, n) = randomCase()
      val exact = formula(base, max, step, n)(_ => BigDecimal(1))
      assertExact(CyclicLR.triangular(base, max, step).rateAt(n), exact, 1e-15)
    }
  }

  test("triangular2 is the published formula") {
    for (_ <- 1 to 2000) {
      val (base, max, step, far) = randomCase()
      val n = far % (40 * step)
      val exact =
        formula(base, max, step, n)(c => BigDecimal(1, digits) / BigDecimal(2).pow(c.toInt - 1))
      assertExact(CyclicLR.triangular2(base, max, step).rateAt(n), exact, 1e-15)
    }
  }

  test("exp_range is the published formula") {
    for (_ <- 1 to 500) {
      val (base, max, step, far) = randomCase()
      val n = far % 100000
      val exact = formula(base, max, step, n)(_ => decimal(0.99994).pow(n.toInt))
      assertExact(CyclicLR.expRange(base, max, step, 0.99994).rateAt(n), exact, 1.5e-15)
    }
  }

  test("a Scala function scales the amplitude and survives Java serialization") {
    val schedule = CyclicLR.builder.baseLr(0).maxLr(1).stepSize(10).scaleFn(x => 1 / x).build
    assert(schedule.rateAt(50) == 1.0 / 3)
    assert(schedule.notSaveable.isPresent)
    assert(copy(schedule).rateAt(50) == 1.0 / 3)
  }

  test("a Scala closure carries what it captures") {
    val power = 2.0
    val schedule =
      CyclicLR.builder.baseLr(0).maxLr(1).stepSize(10).scaleFn(x => math.pow(x, -power)).build
    assert(copy(schedule).rateAt(30) == 0.25)
  }

  test("an expression is the same schedule after serialization") {
    val schedule = CyclicLR.builder.scaleFn("0.5*(1+sin(x*pi/2))").scaleMode(ScaleMode.CYCLE).build
    assert(copy(schedule) == schedule)
    assert(!schedule.notSaveable.isPresent)
  }

  test("a reset starts a fresh cycle") {
    val schedule =
      CyclicLR.triangular2(0.001, 0.006, 100).reset(250, Reset.none.maxLr(0.003))
    assert(schedule.rateAt(250) == 0.001)
    assert(schedule.rateAt(350) == 0.003)
  }

  test("a wrong argument says which") {
    val error = intercept[InvalidScheduleException](CyclicLR.triangular(0.001, 0.0001, 1))
    assert(error.property == "maxLr")
  }

  private def copy(schedule: CyclicLR): CyclicLR = {
    val bytes = new ByteArrayOutputStream
    val out = new ObjectOutputStream(bytes)
    out.writeObject(schedule)
    out.close()
    val in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray))
    in.readObject().asInstanceOf[CyclicLR]
  }
}
