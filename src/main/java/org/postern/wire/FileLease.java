package org.postern.wire;

import java.nio.channels.FileChannel;

/** An open file that stays open until {@code release} has run, which must happen exactly once. */
public record FileLease(FileChannel file, Runnable release) {}
