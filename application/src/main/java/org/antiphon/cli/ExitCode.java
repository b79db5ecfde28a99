package org.antiphon.cli;

import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unavailable;
import org.antiphon.problem.Unreadable;

/// The program's exit codes; part of the contract.
final class ExitCode {
  static final int DONE = 0;
  static final int INTERNAL = 1;
  static final int USAGE = 2;
  static final int SOME_INPUTS = 3;
  static final int ENVIRONMENT = 4;
  static final int CHECK_FAILED = 10;
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  /// What a problem that ended a command means.
  static int of(Problem problem) {
    return switch (problem) {
      case InvalidInput _, Refused _ -> USAGE;
      case Unreadable _ -> SOME_INPUTS;
      case Unavailable _ -> ENVIRONMENT;
    };
  }
}
