package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lookout by the platform's watch service, which on Linux is one inotify queue for all directories. The marker of {@link
 * #settle} lies in a directory of the spool, watched by the same queue.
 */
final class KernelLookout implements Lookout {
    /** How many events the platform keeps for one directory; its 512 are what a command on 300 messages makes. */
    private static final String KEPT = "jdk.nio.file.WatchService.maxEventsPerPoll";

    private static final String MARKER = "[0-9]{1,18}";
    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE
    };
    /** Longest wait for the kernel; it takes a tenth of a millisecond. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int WORTH_FROM = 200;

    private record Direction(Sight sight, FilePlace place) {}

    private final FileLayer files;
    private final WatchService service;
    private final Path markers;
    private final int worthFrom;
    private final Map<WatchKey, Direction> directions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    /** Settlings begun; guarded by the lock for writing. */
    private final AtomicLong begun = new AtomicLong();
    /** The highest number of a marker told of; guarded by the lock. */
    private long told;
    /** The last settling that succeeded; guarded by the lock. */
    private long settled;

    private Path marker;
    private final WatchKey markerKey;

    private KernelLookout(FileLayer files, WatchService service, Path markers, int worthFrom) throws IOException {
        this.files = files;
        this.service = service;
        this.markers = markers;
        this.worthFrom = worthFrom;
        this.marker = markers.resolve("0");
        files.makeDirectory(markers);
        files.create(marker).close();
        this.markerKey = markers.register(service, KINDS);
    }

    /** A lookout that has proved to work, or {@link Lookout#NONE}. */
    static Lookout open(FileLayer files, Path spool) {
        return open(files, spool, WORTH_FROM);
    }

    static Lookout open(FileLayer files, Path spool, int worthFrom) {
        if (System.getProperty(KEPT) == null) {
            System.setProperty(KEPT, Integer.toString(Sight.MOST));
        }
        try {
            KernelLookout lookout = new KernelLookout(
                    files, FileSystems.getDefault().newWatchService(), spool.resolve("markers"), worthFrom);
            if (lookout.settle()) {
                return lookout;
            }
            lookout.close();
        } catch (IOException e) {
            Log.lookFailed(spool, e);
        }
        return NONE;
    }

    @Override
    public int worthFrom() {
        return worthFrom;
    }

    @Override
    public Optional<Post> watch(Path folder) {
        Sight sight = new Sight();
        lock.lock(); // or somebody might pass on what is told before we know of whom
        try {
            WatchKey inNew = register(folder, FilePlace.NEW, sight);
            try {
                WatchKey inCur = register(folder, FilePlace.CUR, sight);
                return Optional.of(new KernelPost(sight, List.of(inNew, inCur)));
            } catch (IOException e) {
                forget(inNew);
                throw e;
            }
        } catch (IOException | ClosedWatchServiceException e) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private WatchKey register(Path folder, FilePlace place, Sight sight) throws IOException {
        WatchKey key = folder.resolve(place.directory()).register(service, KINDS);
        directions.put(key, new Direction(sight, place));
        return key;
    }

    private void forget(WatchKey key) {
        directions.remove(key);
        key.cancel();
    }

    @Override
    public boolean settle() {
        long before = begun.get();
        lock.lock();
        try {
            // One that began after we came has told all that we want to know.
            return settled > before || mark();
        } catch (IOException | ClosedWatchServiceException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean mark() throws IOException {
        long number = begun.incrementAndGet();
        Path next = markers.resolve(Long.toString(number));
        files.rename(marker, next);
        marker = next;
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        for (long left = PATIENCE_NANOS; told < number && left > 0; left = deadline - System.nanoTime()) {
            pass(poll(left));
        }
        if (told >= number) {
            passWhatIsQueued();
            settled = number;
        }
        return settled == number;
    }

    /**
     * A directory told of while we passed on its earlier names went into the queue anew, perhaps behind the marker. Each is
     * in the queue once, so that this ends even while others write all the time.
     */
    private void passWhatIsQueued() {
        for (int left = directions.size() + 1; left > 0; left--) {
            WatchKey key = service.poll();
            if (key == null) {
                return;
            }
            pass(key);
        }
    }

    private @Nullable WatchKey poll(long nanos) {
        try {
            return service.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return service.poll();
        }
    }

    @Override
    public void gather() {
        if (lock.tryLock()) {
            try {
                for (WatchKey key = service.poll(); key != null; key = service.poll()) {
                    pass(key);
                }
            } catch (ClosedWatchServiceException e) {
                return;
            } finally {
                lock.unlock();
            }
        }
    }

    private void pass(@Nullable WatchKey key) {
        if (key == null) {
            return;
        }
        Direction direction = directions.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (key.equals(markerKey)) {
                noteMarker(event);
            } else if (direction != null && event.context() instanceof Path name) {
                direction.sight().add(direction.place(), name.toString());
            } else if (direction != null) {
                direction.sight().lose();
            }
        }
        if (!key.reset() && direction != null) {
            direction.sight().lose();
        }
    }

    private void noteMarker(WatchEvent<?> event) {
        if (event.context() instanceof Path name && name.toString().matches(MARKER)) {
            told = Math.max(told, Long.parseLong(name.toString()));
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }

    private final class KernelPost implements Post {
        private final Sight sight;
        private final List<WatchKey> keys;

        KernelPost(Sight sight, List<WatchKey> keys) {
            this.sight = sight;
            this.keys = keys;
        }

        @Override
        public Sight sight() {
            return sight;
        }

        @Override
        public void close() {
            keys.forEach(KernelLookout.this::forget);
        }
    }
}
