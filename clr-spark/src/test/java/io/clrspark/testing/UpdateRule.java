package io.clrspark.testing;

/**
 * What an updater takes off one parameter, computed in double from the formula that ND4J documents,
 * with the updater's default constants. One object keeps the state of one parameter.
 */
public interface UpdateRule {

  /**
   * The next update; parameter = parameter - update.
   *
   * @param iteration zero-based global iteration
   */
  double update(double gradient, double lr, int iteration);

  static UpdateRule sgd() {
    return (g, lr, t) -> lr * g;
  }

  /** Momentum 0.9, in the form of Bengio et al., arXiv 1212.0901, equation 7. */
  static UpdateRule nesterovs() {
    double[] velocity = {0};
    return (g, lr, t) -> {
      double before = velocity[0];
      velocity[0] = 0.9 * before - lr * g;
      return 0.9 * before - 1.9 * velocity[0];
    };
  }

  /** Kingma and Ba, arXiv 1412.6980, in the efficient form of its section 2. */
  static UpdateRule adam() {
    Moments moments = new Moments();
    return (g, lr, t) -> {
      moments.add(g);
      return lr * correction(t) * moments.first / (Math.sqrt(moments.second) + 1e-8);
    };
  }

  /** The same paper, section 7.1. */
  static UpdateRule adaMax() {
    Moments moments = new Moments();
    double[] largest = {0};
    return (g, lr, t) -> {
      moments.add(g);
      largest[0] = Math.max(0.999 * largest[0], Math.abs(g));
      return lr / (1 - Math.pow(0.9, t + 1)) * moments.first / largest[0];
    };
  }

  /** Reddi, Kale and Kumar, ICLR 2018, with Adam's correction of the bias. */
  static UpdateRule amsGrad() {
    Moments moments = new Moments();
    double[] largest = {0};
    return (g, lr, t) -> {
      moments.add(g);
      largest[0] = Math.max(largest[0], moments.second);
      return lr * correction(t) * moments.first / (Math.sqrt(largest[0]) + 1e-8);
    };
  }

  /** Dozat, ICLR 2016; ND4J leaves the second moment's bias as it is. */
  static UpdateRule nadam() {
    Moments moments = new Moments();
    return (g, lr, t) -> {
      moments.add(g);
      double first = (0.9 * moments.first + 0.1 * g) / (1 - Math.pow(0.9, t + 1));
      return lr * first / (Math.sqrt(moments.second) + 1e-8);
    };
  }

  /** Tieleman and Hinton, decay 0.95; ND4J starts the mean square at epsilon. */
  static UpdateRule rmsProp() {
    double[] square = {1e-8};
    return (g, lr, t) -> {
      square[0] = 0.95 * square[0] + (1 - 0.95) * g * g;
      return lr * g / (Math.sqrt(square[0]) + 1e-8);
    };
  }

  /** Duchi, Hazan and Singer, JMLR 2011; ND4J starts the sum of squares at epsilon. */
  static UpdateRule adaGrad() {
    double[] squares = {1e-6};
    return (g, lr, t) -> {
      squares[0] += g * g;
      return lr * g / (Math.sqrt(squares[0]) + 1e-6);
    };
  }

  private static double correction(int t) {
    return Math.sqrt(1 - Math.pow(0.999, t + 1)) / (1 - Math.pow(0.9, t + 1));
  }

  /** Means of gradients and of their squares, with decays 0.9 and 0.999. */
  final class Moments {
    private double first;
    private double second;

    private void add(double gradient) {
      first = 0.9 * first + (1 - 0.9) * gradient;
      second = 0.999 * second + (1 - 0.999) * gradient * gradient;
    }
  }
}
