/// What every connector must do, as named expectations that any test runner can run.
///
/// Write a [PlatformUnderTest] for your platform or its simulator, and run each
/// [ConnectorContract.Expectation] of [ConnectorContract#expectations] as a test of its own.
@NullMarked
package org.antiphon.connector.contract;

import org.jspecify.annotations.NullMarked;
