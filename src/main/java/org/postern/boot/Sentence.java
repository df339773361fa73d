package org.postern.boot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what went wrong with a file: the JDK's most frequent exceptions say its path and nothing else. */
public final class Sentence {
    private Sentence() {}

    public static String of(IOException e) {
        if (!(e instanceof FileSystemException file) || file.getReason() != null) {
            return String.valueOf(e.getMessage());
        }
        String what;
        if (file instanceof AccessDeniedException) {
            what = "permission denied";
        } else if (file instanceof NoSuchFileException) {
            what = "no such file or directory, or it cannot be made";
        } else if (file instanceof FileAlreadyExistsException) {
            what = "exists and is something else";
        } else {
            what = file.getClass().getSimpleName();
        }
        return file.getMessage() + ": " + what;
    }
}
