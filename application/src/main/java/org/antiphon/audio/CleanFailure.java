package org.antiphon.audio;

import org.antiphon.problem.Problem;

/// A file failed, but the child that said so kept to the protocol and can go on.
final class CleanFailure extends RuntimeException {
  private final Problem problem;

  CleanFailure(Problem problem) {
    super(problem);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
