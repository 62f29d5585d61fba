"""Finding the processes of this checkout's servers: each server works in a folder of its own."""

import psutil


def works_in(process, folder):
    """True for a living process whose working folder it is; ids in old files may be somebody else's by now."""
    try:
        return process.cwd() == str(folder)
    except psutil.Error:
        return False


def end_all_in(folder, name, patience=10):
    """End what a killed server left behind in its folder."""
    left = [p for p in psutil.process_iter(["name"]) if p.info["name"] == name and works_in(p, folder)]
    for process in left:
        process.terminate()
    for process in psutil.wait_procs(left, timeout=patience)[1]:
        process.kill()
    psutil.wait_procs(left, timeout=patience)
