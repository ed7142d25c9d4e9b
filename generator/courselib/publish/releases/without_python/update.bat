@echo off
rem Updates a site from a pack, see update.ps1. ASCII alone: this file is read in the encoding of the system.
setlocal
if not exist "%~dp0update.ps1" (
  echo update.ps1 not found beside update.bat
  pause
  exit /b 3
)
powershell.exe -NoProfile -ExecutionPolicy Bypass -File "%~dp0update.ps1" %*
set code=%errorlevel%
if "%~1"=="" pause
exit /b %code%
