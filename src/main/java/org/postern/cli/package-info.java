/**
 * The command line: {@link org.postern.cli.Postern} and one class for each command.
 *
 * <p>A command takes its arguments apart, asks for an operation of {@link org.postern.boot.Operations} and prints what
 * came of it; whether that happens in a running server or here is for {@link org.postern.boot.ControlClient} to find out.
 * Only {@code serve} and {@code demo} start a server, and only {@code check} does nothing but read the configuration.
 *
 * <p>Promises: results go to standard output, complaints to standard error; {@code --json} prints one array with one
 * object for each row, numbers as numbers and sizes in octets. Exit codes are 0 done, 1 failed, 2 wrong usage or
 * configuration, and for {@code deliver} those of sysexits.h. Passwords are never taken from the command line.
 *
 * <p>How it fails: with a sentence and an exit code, never with a stack trace. It must not know protocols, and holds no
 * rules of its own: what an operation may do is decided where the operation is.
 */
@NullMarked
package org.postern.cli;

import org.jspecify.annotations.NullMarked;
