// SPDX-License-Identifier: Apache-2.0
#include "cli/signals.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace stagegraph::cli {

namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU};

// What the handler reads. The path changes only while signals are held.
std::array<char, PATH_MAX> unfinished = {};
volatile std::sig_atomic_t line_is_shown = 0;

extern "C" void end_by_signal(int number) {
  if (unfinished[0] != '\0') unlink(unfinished.data());
  if (line_is_shown != 0) {
    const auto written = write(STDERR_FILENO, kEraseLine.data(), kEraseLine.size());
    static_cast<void>(written);
  }
  _exit(128 + number);
}

sigset_t handled_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (int number : kSignals) sigaddset(&set, number);
  return set;
}

}  // namespace

void secure_descriptors() {
  constexpr std::array kModes = {O_WRONLY, O_RDONLY, O_WRONLY};
  for (int descriptor = 0; descriptor < 3; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free descriptor is this one.
    if (open("/dev/null", kModes[static_cast<size_t>(descriptor)]) != descriptor) _exit(2);
  }
}

void handle_signals() {
  signal(SIGXFSZ, SIG_IGN);  // writing then fails, and says why
  for (int number : kSignals) {
    struct sigaction action {};
    if (sigaction(number, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = end_by_signal;
    action.sa_mask = handled_signals();
    sigaction(number, &action, nullptr);
  }
}

SignalsHeld::SignalsHeld() {
  const sigset_t set = handled_signals();
  sigprocmask(SIG_BLOCK, &set, nullptr);
}

SignalsHeld::~SignalsHeld() {
  const sigset_t set = handled_signals();
  sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

void delete_on_signal(const std::string& path) {
  if (path.size() >= unfinished.size()) throw std::length_error("the path is too long");
  std::memcpy(unfinished.data(), path.c_str(), path.size() + 1);
}

void erase_line_on_signal(bool erase) { line_is_shown = erase ? 1 : 0; }

}  // namespace stagegraph::cli
